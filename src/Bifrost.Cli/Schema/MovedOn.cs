using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Providers;
using Bifrost.Replication.Failures;
using Bifrost.Topology.Tables;
using Bifrost.Worker.Routing;

namespace Bifrost.Cli.Schema;

/// <summary>Tells when a source has moved on from the snapshot of its tables. A note: a plan needs no database.</summary>
internal static class MovedOn
{
    /// <summary>A plan should not wait for a database that is not there; reading a catalog takes some tenths of a second on an idle machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Says on stderr what changed; nothing where there is no snapshot, or no source can be asked.</summary>
    public static async Task NoteAsync(BifrostProject project, Invocation invocation, CancellationToken cancellation)
    {
        var known = project.ReadTables();
        if (known.Sources.Count == 0 || await ReadAsync(project, invocation, cancellation).ConfigureAwait(false) is not { } now)
            return;
        var changes = now.Sources.SelectMany(source => TablesComparison.Compare(known.Of(source.Source), source)).ToList();
        foreach (var change in changes)
            invocation.Messages.Info($"note: {PullLines.Of(change)}");
        if (changes.Count > 0)
            invocation.Messages.Info($"note: the database has moved on from {TablesFile.Name}. Run `bifrost schema pull`, then `bifrost render`.");
    }

    private static async Task<SourceTables?> ReadAsync(BifrostProject project, Invocation invocation, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Patience, invocation.Terminal.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await LiveTables.ReadAsync(project, either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ReplicationException or UnresolvedReferenceException or ConnectorConfigException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            invocation.Messages.Detail($"The sources' tables were not compared with {TablesFile.Name}: {e.Message}");
            return null;
        }
    }
}
