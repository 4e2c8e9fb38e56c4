using System.CommandLine;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;

namespace Bifrost.Cli.Offsets;

/// <summary>The options of every command that changes offsets.</summary>
internal sealed class StopOption(Option<bool> stop, Option<int> timeout)
{
    private const int DefaultTimeout = 60;

    public static StopOption AddTo(Verb verb)
    {
        var stop = new Option<bool>("--stop") { Description = "Stop the connector for the change, and give it back its state afterwards" };
        var timeout = Timeouts.Option(DefaultTimeout);
        verb.Options.Add(stop);
        verb.Options.Add(timeout);
        return new StopOption(stop, timeout);
    }

    /// <summary>Changes, and prints what the cluster says of it.</summary>
    public async Task<ExitCode> ChangeAsync(Invocation invocation, IConnectClient client, string name, Func<Task<string>> change, CancellationToken cancellation)
    {
        var connector = new StoppedConnector(client, name, TimeSpan.FromSeconds(invocation.Value(timeout)), invocation);
        var message = await connector.ChangeAsync(invocation.Value(stop), change, cancellation).ConfigureAwait(false);
        invocation.Results.WriteLines(new MessageBody(message), static body => [body.Message]);
        return ExitCode.Fine;
    }
}
