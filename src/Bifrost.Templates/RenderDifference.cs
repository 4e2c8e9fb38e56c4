namespace Bifrost.Templates;

/// <summary>One file that is not as the topology says.</summary>
/// <param name="RelativePath">From the folder of connectors, with forward slashes.</param>
/// <param name="Lines">What would change, line by line: <c>-</c> is taken out, <c>+</c> is put in.</param>
public sealed record RenderDifference(RenderDifferenceKind Kind, string RelativePath, IReadOnlyList<string> Lines);

/// <summary>How a committed file differs from what is rendered.</summary>
public enum RenderDifferenceKind
{
    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It says something else.</summary>
    Stale,

    /// <summary>It carries this topology's mark, and the topology has no such connector or cluster.</summary>
    LeftOver,
}
