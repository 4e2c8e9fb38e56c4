using Bifrost.Connect.Registry;

namespace Bifrost.Cli.Registry;

/// <summary>A subject's compatibility level.</summary>
/// <param name="Subject">Null for the registry's own level.</param>
/// <param name="Level">The level that holds.</param>
/// <param name="From"><c>subject</c> or <c>registry</c>: whose level it is.</param>
/// <param name="Wanted">What the topology asks for; null where it leaves it to the registry.</param>
internal sealed record SubjectLevel(string? Subject, string Level, string From, string? Wanted, string Note)
{
    public bool IsOtherwise() => Wanted is not null && Wanted != Level;
}

/// <summary>Reads and sets compatibility levels.</summary>
internal sealed class SubjectLevels(RegistryClient client)
{
    /// <summary>The topology's subjects: those that are there, and those that the known tables will have, so that their first schemas are registered under the level that is wanted.</summary>
    public static async Task<IReadOnlyList<(string Subject, bool IsThere)>> SubjectsAsync(RegistryConnection registry, CancellationToken cancellation)
    {
        var present = (await registry.Client.ListSubjectsAsync(cancellation).ConfigureAwait(false)).Where(one => TopologySubjects.Has(registry.Project.Topology, one)).ToHashSet(StringComparer.Ordinal);
        return [.. present.Union(TopologySubjects.Known(registry.Project), StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(one => (one, present.Contains(one)))];
    }

    public async Task<SubjectLevel> ReadGlobalAsync(string? wanted, CancellationToken cancellation) =>
        new(null, await client.GetGlobalLevelAsync(cancellation).ConfigureAwait(false), "registry", wanted, "");

    public async Task<IReadOnlyList<SubjectLevel>> ReadAsync(IReadOnlyList<(string Subject, bool IsThere)> subjects, string? wanted, CancellationToken cancellation)
    {
        var global = await client.GetGlobalLevelAsync(cancellation).ConfigureAwait(false);
        var rows = new List<SubjectLevel>();
        foreach (var (subject, isThere) in subjects)
        {
            var own = await client.FindLevelAsync(subject, cancellation).ConfigureAwait(false);
            rows.Add(new SubjectLevel(subject, own ?? global, own is null ? "registry" : "subject", wanted, isThere ? "" : "no schema yet"));
        }

        return rows;
    }

    /// <summary>Sets what differs.</summary>
    public async Task<IReadOnlyList<SubjectLevel>> ApplyAsync(IReadOnlyList<SubjectLevel> rows, CancellationToken cancellation)
    {
        var set = new List<SubjectLevel>();
        foreach (var row in rows)
        {
            if (row.IsOtherwise())
                await client.SetLevelAsync(row.Subject, row.Wanted!, cancellation).ConfigureAwait(false);
            set.Add(row.IsOtherwise() ? row with { Level = row.Wanted!, From = row.Subject is null ? "registry" : "subject", Note = $"was {row.Level}" } : row);
        }

        return set;
    }
}
