using System.CommandLine;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;

namespace Bifrost.Cli.Connectors;

/// <param name="Deleted">False where there was none: that is as good as deleted.</param>
/// <param name="SlotsLeft">Slots that the embedded worker could not drop yet, as <c>sink on source</c>; it goes on trying.</param>
internal sealed record DeletedConnector(string Name, bool Deleted, IReadOnlyList<string> SlotsLeft);

/// <summary>Deletes connectors by name. On the embedded worker a deleted sink's slot and progress go with it; Kafka Connect keeps offsets.</summary>
internal sealed class DeleteCommand : Verb
{
    private readonly Argument<string[]> _names;

    public DeleteCommand() : base("delete", "Delete connectors; one that is not there is as good as deleted", "bifrost connectors delete stormbreaker-sink")
    {
        _names = Take(ConnectorArguments.Many(this, "Connectors, by name"));
        _names.Arity = ArgumentArity.OneOrMore;
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var client = invocation.OpenCluster();
        var deleted = new List<DeletedConnector>();
        foreach (var name in invocation.Value(_names)!.Distinct(StringComparer.Ordinal))
            deleted.Add(await DeleteAsync(client, name, cancellation).ConfigureAwait(false));
        invocation.Results.Write(deleted, static rows => Table.Of(rows,
            ("Connector", static row => row.Name),
            ("Outcome", static row => row.Deleted ? "deleted" : "was not there")));
        foreach (var row in deleted.Where(static row => row.SlotsLeft.Count > 0))
            invocation.Messages.Info($"{row.Name}: a database does not answer, so its slot or its position is still there ({string.Join(", ", row.SlotsLeft)}). The worker goes on trying, also after a restart; until then the source keeps WAL. `bifrost slots list` shows what is left.");
        return ExitCode.Fine;
    }

    private static async Task<DeletedConnector> DeleteAsync(IConnectClient client, string name, CancellationToken cancellation)
    {
        var wasThere = await client.DeleteConnectorAsync(name, cancellation).ConfigureAwait(false);
        var left = await client.FindCleanupsAsync(cancellation).ConfigureAwait(false) ?? [];
        return new DeletedConnector(name, wasThere, [.. left.Where(cleanup => cleanup.Sink == name || cleanup.Source == name).Select(static cleanup => $"{cleanup.Sink} on {cleanup.Source}")]);
    }
}
