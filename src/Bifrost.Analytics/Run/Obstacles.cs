using Bifrost.Analytics.Plan;

namespace Bifrost.Analytics.Run;

/// <summary>What of a run must not be built upon: relations that failed, and those that a test found wrong.</summary>
internal sealed class Obstacles(ModelsPlan plan)
{
    private readonly IReadOnlyDictionary<string, IReadOnlySet<string>> _upstream = plan.Upstream();
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private readonly List<PlannedTest> _wrong = [];

    /// <summary>Why a relation is left as it was; null where nothing keeps it. As dbt has it, a test keeps those relations that read all that it reads.</summary>
    public string? For(PlannedRelation relation) =>
        Reading(relation.DependsOn)
        ?? (_wrong.Find(test => test.DependsOn.Count > 0 && _upstream[relation.Name].IsSupersetOf(test.DependsOn)) is { } test ? $"left as it was: what it reads does not pass {test.Name}" : null);

    /// <summary>Why a test is not asked; null where nothing keeps it.</summary>
    public string? For(PlannedTest test) => Reading(test.DependsOn);

    public void Note(PlannedRelation relation, NodeResult result)
    {
        if (IsBad(result))
            _failed.Add(relation.Name);
    }

    public void Note(PlannedTest test, NodeResult result)
    {
        if (result.Status == NodeStatus.Failed)
            _wrong.Add(test);
    }

    private string? Reading(IReadOnlyList<string> parents) => parents.FirstOrDefault(_failed.Contains) is { } parent ? $"left as it was: it reads {parent}, which was not built" : null;

    private static bool IsBad(NodeResult result) => result.Status is NodeStatus.Failed or NodeStatus.Skipped;
}
