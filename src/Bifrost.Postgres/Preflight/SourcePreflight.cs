using Bifrost.Postgres.Catalog;
using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Publications;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Routing;
using Npgsql;

namespace Bifrost.Postgres.Preflight;

/// <summary>Whether a source can be replicated from. One run shows every fault.</summary>
public static class SourcePreflight
{
    /// <summary>What is wrong, without changing anything; empty where all is well.</summary>
    /// <exception cref="ReplicationException">The check could not be made: unreachable, wrong password.</exception>
    public static Task<IReadOnlyList<SourceFinding>> CheckAsync(SourceSettings source, ITableRouter capture, CancellationToken cancellation) =>
        ConnectedAsync<IReadOnlyList<SourceFinding>>(source, async connection => (await InspectAsync(connection, source, capture, cancellation).ConfigureAwait(false)).Findings, cancellation);

    /// <summary>As <see cref="CheckAsync"/>, then makes or alters the publication where the configuration says so.</summary>
    /// <exception cref="ReplicationException">Something is wrong; every fault is in the message, one a line.</exception>
    public static Task PrepareAsync(SourceSettings source, ITableRouter capture, CancellationToken cancellation) => ConnectedAsync(source, async connection =>
    {
        var inspection = await InspectAsync(connection, source, capture, cancellation).ConfigureAwait(false);
        if (inspection.Findings.Count > 0)
            throw Refused(source, inspection.Findings);
        if (inspection.Statement is not { } statement)
            return false;
        await MakeAsync(connection, source, statement, cancellation).ConfigureAwait(false);
        var publication = await PublicationState.FindAsync(connection, source.PublicationName, cancellation).ConfigureAwait(false);
        var left = SourceChecks.OfPublication(publication, source, inspection.Captured, capture.Skipped).ToArray();
        return left.Length == 0 ? true : throw Refused(source, left);
    }, cancellation);

    private static async Task<Inspection> InspectAsync(NpgsqlConnection connection, SourceSettings source, ITableRouter capture, CancellationToken cancellation)
    {
        var facts = await ServerFacts.ReadAsync(connection, Slots.SlotName.Stem(source.SlotName), cancellation).ConfigureAwait(false);
        var publication = await PublicationState.FindAsync(connection, source.PublicationName, cancellation).ConfigureAwait(false);
        var all = await SourceCatalog.ReadAsync(connection, static _ => true, cancellation).ConfigureAwait(false);
        var named = SourceCatalog.Published(all, publication?.ViaPartitionRoot ?? source.PublishViaPartitionRoot);
        CatalogTable[] captured = [.. named.Where(t => capture.IsCaptured(t.Table.Name))];
        var names = captured.Select(static t => t.Table.Name).ToHashSet();
        List<SourceFinding> findings =
        [
            .. SourceChecks.OfServer(connection.PostgreSqlVersion, facts),
            .. SourceChecks.OfTables(all, captured, capture, source, facts.User),
            .. SourceChecks.OfIdentities(ChangesPublished(source, publication) ? named.Where(t => names.Contains(t.Table.Name) || IsPublished(source, publication, t)) : []),
            .. SourceChecks.OfPublication(publication, source, captured, capture.Skipped),
        ];
        return new Inspection(findings, captured, names.Count == 0 ? null : PublicationMaker.StatementFor(source, publication, [.. names, .. Signals(source, named)]));
    }

    /// <summary>The tables of signals that are there: published, or nothing would be heard of them; one that is missing is no fault until somebody wants to signal.</summary>
    private static IEnumerable<TableName> Signals(SourceSettings source, IEnumerable<CatalogTable> named) =>
        named.Select(static t => t.Table.Name).Where(source.SignalTables.Contains);

    private static bool ChangesPublished(SourceSettings source, PublicationState? publication) =>
        publication is null ? source.PublicationAutocreate != PublicationAutocreate.Disabled : publication.Updates || publication.Deletes;

    /// <summary>A publication for all tables stops the updates of every table without an identity, captured or not.</summary>
    private static bool IsPublished(SourceSettings source, PublicationState? publication, CatalogTable table) =>
        publication?.Tables.Contains(table.Table.Name) ?? source.PublicationAutocreate == PublicationAutocreate.AllTables;

    private static async Task MakeAsync(NpgsqlConnection connection, SourceSettings source, string statement, CancellationToken cancellation)
    {
        try
        {
            await PublicationMaker.MakeAsync(connection, statement, cancellation).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == SqlStates.InsufficientPrivilege)
        {
            throw new ReplicationException(
                FailureKind.NotAllowed,
                $"Source {source.Database}: the role may not run {statement}; ({PostgresFailures.Describe(e)}). FOR ALL TABLES needs a superuser, FOR TABLE needs CREATE on the database and to own the tables. Run it as such a role and set publication.autocreate.mode to disabled, or grant what is missing.",
                e);
        }
    }

    private static ReplicationException Refused(SourceSettings source, IReadOnlyCollection<SourceFinding> findings) => new(
        findings.All(static f => f.Kind == FailureKind.NotAllowed) ? FailureKind.NotAllowed : FailureKind.Setup,
        $"The source {source.Connector} ({source.Database}) cannot be replicated from:\n{string.Join('\n', findings.Select(static f => "- " + f.Text))}");

    private static Task<T> ConnectedAsync<T>(SourceSettings source, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(source.Database, DatabaseSide.Source, $"checking it for the connector {source.Connector}", async () =>
        {
            await using var connection = await PostgresSession.OpenAsync(source.Database, "bifrost preflight", cancellation).ConfigureAwait(false);
            return await work(connection).ConfigureAwait(false);
        });

    private sealed record Inspection(IReadOnlyList<SourceFinding> Findings, IReadOnlyList<CatalogTable> Captured, string? Statement);
}
