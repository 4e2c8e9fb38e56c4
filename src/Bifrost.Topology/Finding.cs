namespace Bifrost.Topology;

/// <summary>One thing that is wrong in a topology file.</summary>
/// <param name="File">The file as it was given.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Path">Where in the tree: <c>targets.mjolnir.insert</c>; empty for the file itself.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
/// <param name="Suggestion">The nearest valid name or value for a typo; null for none.</param>
public sealed record Finding(string File, int Line, int Column, string Path, string Message, string? Suggestion = null);
