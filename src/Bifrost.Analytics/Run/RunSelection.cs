using Bifrost.Analytics.Plan;

namespace Bifrost.Analytics.Run;

/// <summary>Which part of a plan is run.</summary>
/// <param name="Names">Names of relations and tests; empty for all of them. A relation brings the tests that read nothing but what was named.</param>
/// <param name="Build">Relations are built; else their tests alone run.</param>
/// <param name="Full">Tables are made anew, also where their columns are unchanged.</param>
public sealed record RunSelection(IReadOnlyList<string> Names, bool Build = true, bool Full = false)
{
    public static RunSelection All { get; } = new([]);

    internal IReadOnlyList<PlannedRelation> RelationsOf(ModelsPlan plan) => Names.Count == 0 ? plan.Relations : [.. plan.Relations.Where(relation => Names.Contains(relation.Name))];

    internal IReadOnlyList<PlannedTest> TestsOf(ModelsPlan plan) => Names.Count == 0
        ? plan.Tests
        : [.. plan.Tests.Where(test => Names.Contains(test.Name) || (test.DependsOn.Count > 0 && test.DependsOn.Any(Names.Contains) && (!Build || test.DependsOn.All(Names.Contains))))];

    /// <exception cref="ModelsException">A name is none of the plan's.</exception>
    internal void Check(ModelsPlan plan)
    {
        var known = plan.Relations.Select(static relation => relation.Name).Concat(plan.Tests.Select(static test => test.Name)).ToHashSet(StringComparer.Ordinal);
        if (Names.Where(name => !known.Contains(name)).ToList() is { Count: > 0 } unknown)
            throw RunFaults.UnknownNames(unknown, plan);
    }
}
