namespace Bifrost.Analytics.Plan;

/// <summary>What dbt would build, test and ask in a full build, in an order in which every relation comes after those that it reads.</summary>
/// <param name="Relations">Seeds and models; ephemeral ones are part of those that read them.</param>
/// <param name="Tests">By name.</param>
public sealed record ModelsPlan(IReadOnlyList<PlannedRelation> Relations, IReadOnlyList<PlannedTest> Tests, IReadOnlyList<PlannedSource> Sources)
{
    /// <summary>Schemas that the relations stand in.</summary>
    public IReadOnlyList<string> Schemas => [.. Relations.Select(static relation => relation.Schema).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>All that each relation reads, directly or not, by its name.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> Upstream()
    {
        var upstream = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        // In dependency order the parents' sets are there when they are asked for.
        foreach (var relation in Relations)
            upstream[relation.Name] = relation.DependsOn.Concat(relation.DependsOn.SelectMany(parent => upstream[parent])).ToHashSet(StringComparer.Ordinal);
        return upstream;
    }
}
