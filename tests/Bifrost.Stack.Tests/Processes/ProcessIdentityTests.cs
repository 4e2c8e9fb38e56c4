using System.Diagnostics;
using Bifrost.Stack.Processes;

namespace Bifrost.Stack.Tests.Processes;

public sealed class ProcessIdentityTests
{
    [Test]
    public async Task A_process_is_ended_by_its_identity_and_gone_afterwards()
    {
        using var process = Process.Start("sleep", "600");
        var identity = ProcessIdentity.Of(process.Id).ShouldNotBeNull();
        identity.IsAlive.ShouldBeTrue();
        await identity.EndAsync(TimeSpan.FromSeconds(30), TimeProvider.System, default);
        identity.IsAlive.ShouldBeFalse();
        await identity.EndAsync(TimeSpan.FromSeconds(30), TimeProvider.System, default);
    }

    [Test]
    public async Task A_process_with_the_same_number_and_another_start_is_not_signalled()
    {
        using var process = Process.Start("sleep", "600");
        try
        {
            var older = ProcessIdentity.Of(process.Id)! with { StartTicks = "1" };
            older.IsAlive.ShouldBeFalse();
            await older.EndAsync(TimeSpan.Zero, TimeProvider.System, default);
            process.HasExited.ShouldBeFalse();
        }
        finally
        {
            process.Kill();
        }
    }
}
