namespace Bifrost.Topology;

/// <summary>A connector key that the file sets itself; it wins over what the template says.</summary>
/// <param name="Value">Null (<c>~</c> in the file) takes the key out.</param>
public sealed record ConfigOverride(string Key, string? Value);
