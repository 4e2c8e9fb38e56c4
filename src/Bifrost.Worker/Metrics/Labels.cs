namespace Bifrost.Worker.Metrics;

/// <summary>The labels of a sample, in the order in which they were given.</summary>
internal sealed record Labels(IReadOnlyList<(string Name, string Value)> Pairs)
{
    public static Labels Of(params (string Name, string Value)[] pairs) => new(pairs);

    public Labels With(string name, string value) => new([.. Pairs, (name, value)]);

    /// <summary>As it is written after the name of a metric.</summary>
    public override string ToString() => $"{{{string.Join(',', Pairs.Select(static pair => $"{pair.Name}=\"{Escaped(pair.Value)}\""))}}}";

    private static string Escaped(string value) =>
        value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
}
