using Bifrost.Stack.Plan;
using Bifrost.Stack.Roles;
using Bifrost.Stack.Servers;
using Bifrost.Stack.State;

namespace Bifrost.Stack;

/// <summary>The server of one database: made, started and filled, each step only where it is missing.</summary>
internal sealed class DatabaseServer(StateFolder folder, DatabasePlan plan, IProgress<StackStep>? progress)
{
    private readonly PostgresServer _server = new(folder.ServerFolder(plan.Name), plan.Port);

    private string PasswordFile => Path.Combine(_server.Folder, "superuser");

    public async Task EnsureAsync(CancellationToken cancellation)
    {
        var password = await SuperuserPasswordAsync(cancellation).ConfigureAwait(false);
        if (!_server.IsInitialized)
        {
            Say("making the server");
            await _server.InitializeAsync(password, plan.Settings, cancellation).ConfigureAwait(false);
        }

        await StartAsync(cancellation).ConfigureAwait(false);
        await new Provisioner(database => _server.SuperuserEndpoint(password, database), Say).ProvisionAsync(plan, cancellation).ConfigureAwait(false);
        Say($"{plan.Database} is ready on port {plan.Port}");
    }

    private async Task StartAsync(CancellationToken cancellation)
    {
        if (_server.RunningPort is { } port && port != plan.Port)
        {
            Say($"moving from port {port}");
            await _server.StopAsync("fast", cancellation).ConfigureAwait(false);
        }

        if (_server.RunningPort is null)
            Say($"starting on port {plan.Port}");
        await _server.StartAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Written before the server is made, so that no server is ever there whose password is not known.</summary>
    private async Task<string> SuperuserPasswordAsync(CancellationToken cancellation)
    {
        if (File.Exists(PasswordFile))
            return await File.ReadAllTextAsync(PasswordFile, cancellation).ConfigureAwait(false);
        if (_server.IsInitialized)
            throw StackException.PasswordFileMissing(plan.Name, PasswordFile);
        PostgresServer.MakeFolder(_server.Folder);
        var password = PostgresServer.NewPassword();
        PrivateFile.Replace(PasswordFile, password);
        return password;
    }

    private void Say(string text) => progress?.Report(new StackStep(plan.Name, text));
}
