using System.CommandLine;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Connectors;

/// <param name="Deleted">False where there was none: that is as good as deleted.</param>
internal sealed record DeletedConnector(string Name, bool Deleted);

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
            deleted.Add(new DeletedConnector(name, await client.DeleteConnectorAsync(name, cancellation).ConfigureAwait(false)));
        invocation.Results.Write(deleted, static rows => Table.Of(rows,
            ("Connector", static row => row.Name),
            ("Outcome", static row => row.Deleted ? "deleted" : "was not there")));
        return ExitCode.Fine;
    }
}
