using Bifrost.Postgres.Catalog;
using Bifrost.Postgres.Publications;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Routing;

namespace Bifrost.Postgres.Preflight;

/// <summary>The checks, as plain functions from facts to findings. All of them run; none looks at the server itself.</summary>
internal static class SourceChecks
{
    private static readonly Version FirstVersion = new(14, 0);

    public static IEnumerable<SourceFinding> OfServer(Version version, ServerFacts facts)
    {
        if (version < FirstVersion)
            yield return SourceFindings.Version(version);
        if (facts.WalLevel != "logical")
            yield return SourceFindings.WalLevel(facts.WalLevel);
        if (!facts.MayReplicate)
            yield return SourceFindings.Role(facts.User);
        // A source whose sinks have their slots already needs no more.
        if (facts.OwnSlots == 0 && facts.Slots >= facts.SlotLimit)
            yield return SourceFindings.NoSlotFree(facts.Slots, facts.SlotLimit);
        if (facts.OwnSlots == 0 && facts.Senders >= facts.SenderLimit)
            yield return SourceFindings.NoSenderFree(facts.Senders, facts.SenderLimit);
    }

    public static IEnumerable<SourceFinding> OfTables(IReadOnlyList<CatalogTable> all, IReadOnlyList<CatalogTable> captured, ITableRouter capture, SourceSettings source, string user)
    {
        foreach (var entry in capture.Unmatched([.. all.Select(static t => t.Table.Name)]))
            yield return BeatenTable(entry, source) is { } table ? SourceFindings.NoHeartbeatTable(table, source, user) : SourceFindings.Unmatched(entry);
        if (captured.All(table => source.BeatsTo(table.Table.Name)))
            yield return SourceFindings.NothingCaptured();
        foreach (var table in captured.Where(static t => !t.CanSelect))
            yield return SourceFindings.CannotSelect(table.Table.Name, user);
    }

    private static TableName? BeatenTable(UnmatchedEntry entry, SourceSettings source) =>
        entry.Entry.Replace("\\", "", StringComparison.Ordinal).Split('.') is [var schema, var name] && new TableName(schema, name) is var table && source.BeatsTo(table) ? table : null;

    /// <param name="published">Every table that is or will be in the publication, captured or not.</param>
    public static IEnumerable<SourceFinding> OfIdentities(IEnumerable<CatalogTable> published) =>
        published.Where(static t => t.IdentityColumns.Count == 0).Select(static t => SourceFindings.NoIdentity(t.Table.Name));

    public static IEnumerable<SourceFinding> OfPublication(PublicationState? publication, SourceSettings source, IReadOnlyList<CatalogTable> captured, SkippedOperations skipped)
    {
        if (publication is null)
        {
            if (source.PublicationAutocreate == PublicationAutocreate.Disabled)
                yield return SourceFindings.NoPublication(source);
            yield break;
        }

        // A filtered publication is brought in line instead.
        if (source.PublicationAutocreate != PublicationAutocreate.Filtered)
        {
            foreach (var table in captured.Select(static t => t.Table.Name).Where(t => !publication.Tables.Contains(t)))
                yield return SourceFindings.NotPublished(publication, table);
        }

        if (Missing(publication, skipped) is { Count: > 0 } missing)
            yield return SourceFindings.NotPublishing(publication, missing);
    }

    private static List<string> Missing(PublicationState publication, SkippedOperations skipped)
    {
        (string Name, bool Published, SkippedOperations Operation)[] operations =
        [
            ("insert", publication.Inserts, SkippedOperations.Create), ("update", publication.Updates, SkippedOperations.Update),
            ("delete", publication.Deletes, SkippedOperations.Delete), ("truncate", publication.Truncates, SkippedOperations.Truncate),
        ];
        return [.. operations.Where(o => !o.Published && !skipped.HasFlag(o.Operation)).Select(static o => o.Name)];
    }
}
