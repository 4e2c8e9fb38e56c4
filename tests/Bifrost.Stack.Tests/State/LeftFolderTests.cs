using Bifrost.Stack.State;

namespace Bifrost.Stack.Tests.State;

public sealed class LeftFolderTests
{
    [Test]
    public async Task A_folder_that_another_process_cleans_up_at_the_same_time_is_gone_and_nothing_fails()
    {
        var folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"left-{Guid.NewGuid():N}");
        for (var index = 0; index < 400; index++)
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, $"{index}", "base")).FullName, "1"), "");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => LeftFolder.DeleteAsync(folder, TimeProvider.System, CancellationToken.None))));
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Test]
    public async Task A_folder_that_is_written_to_meanwhile_is_gone_once_the_writer_ends()
    {
        var folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"left-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        var begun = new TaskCompletionSource();
        var writer = Task.Run(() =>
        {
            for (var index = 0; Directory.Exists(folder) && index < 100_000; index++)
            {
                WriteIn(folder, index);
                begun.TrySetResult();
            }
        });
        await begun.Task;
        await LeftFolder.DeleteAsync(folder, TimeProvider.System, CancellationToken.None);
        await writer;
        Directory.Exists(folder).ShouldBeFalse();
    }

    /// <summary>As a program does whose folder goes away: it ends at its next file.</summary>
    private static void WriteIn(string folder, int index)
    {
        try
        {
            File.WriteAllText(Path.Combine(folder, $"{index}"), "");
        }
        catch (DirectoryNotFoundException)
        {
            TestContext.Out.WriteLine($"The folder was gone at file {index}.");
        }
    }
}
