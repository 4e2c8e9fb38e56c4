namespace Bifrost.Topology;

/// <summary>Names to take and names to leave, with <c>*</c> (any characters) and <c>?</c> (one character). No includes means all.</summary>
public sealed record NameFilter(IReadOnlyList<string> Include, IReadOnlyList<string> Exclude)
{
    public static NameFilter All { get; } = new([], []);

    /// <summary>The filter that passes this name besides. What the filter excludes stays excluded.</summary>
    public NameFilter With(string name) => Include.Count == 0 || Include.Any(pattern => Wildcard.Matches(pattern, name)) ? this : this with { Include = [.. Include, name] };

    /// <summary>The name passes: it matches an include (or there is none) and no exclude.</summary>
    public bool Matches(string name) =>
        (Include.Count == 0 || Include.Any(pattern => Wildcard.Matches(pattern, name))) && !Exclude.Any(pattern => Wildcard.Matches(pattern, name));
}
