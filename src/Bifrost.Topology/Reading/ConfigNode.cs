namespace Bifrost.Topology.Reading;

/// <summary>A value of the file with its place. The set of kinds is closed.</summary>
/// <param name="Path">Where it was written, such as <c>defaults.targets.insert</c>; it keeps this when it is inherited.</param>
internal abstract record ConfigNode(string Path, int Line, int Column)
{
    public abstract string Kind { get; }
}

/// <param name="IsNull">Nothing, <c>~</c> or <c>null</c> was written.</param>
internal sealed record ScalarNode(string Path, int Line, int Column, string Text, bool IsNull) : ConfigNode(Path, Line, Column)
{
    public override string Kind => IsNull ? "nothing" : "a text";
}

internal sealed record ListNode(string Path, int Line, int Column, IReadOnlyList<ConfigNode> Items) : ConfigNode(Path, Line, Column)
{
    public override string Kind => "a list";
}

internal sealed record MapNode(string Path, int Line, int Column, IReadOnlyList<MapEntry> Entries) : ConfigNode(Path, Line, Column)
{
    public override string Kind => "a map";

    public ConfigNode? this[string key] => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;

    /// <summary>This map with what it does not say itself taken from another; maps inside are joined in the same way.</summary>
    public MapNode Inherit(MapNode? from)
    {
        if (from is null)
            return this;

        var own = Entries.Select(entry => entry.Value is MapNode inner && from[entry.Key] is MapNode outer ? entry with { Value = inner.Inherit(outer) } : entry);
        return this with { Entries = [.. own, .. from.Entries.Where(entry => this[entry.Key] is null)] };
    }
}

/// <summary>A key with its own place; the value's place is the value's.</summary>
internal sealed record MapEntry(string Key, string Path, int Line, int Column, ConfigNode Value);
