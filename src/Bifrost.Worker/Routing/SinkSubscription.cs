using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Routing;

/// <summary>The topics that a sink reads: <c>topics</c> or <c>topics.regex</c>.</summary>
internal sealed class SinkSubscription
{
    private readonly JavaRegex? _pattern;

    /// <exception cref="ConnectorConfigException">Neither or both are set, or the expression is not valid.</exception>
    public SinkSubscription(ConfigValues config)
    {
        Topics = config.List("topics").Distinct(StringComparer.Ordinal).ToList();
        _pattern = config.Text("topics.regex") is { } pattern ? new JavaRegex("topics.regex", pattern) : null;
        if (_pattern is null == (Topics.Count == 0))
            throw ConnectorConfigException.Refused("topics", "exactly one of topics and topics.regex must be set.");
    }

    /// <summary>The topics by name; empty where an expression selects them.</summary>
    public IReadOnlyList<string> Topics { get; }

    public bool Includes(string topic) => _pattern?.Matches(topic) ?? Topics.Contains(topic, StringComparer.Ordinal);

    /// <summary>The sink may read something of the source. Without expressions the answer is certain; with them a source is followed rather than missed.</summary>
    public bool MayRead(SourceCapture source, Transforms.TransformChain sourceTransforms)
    {
        if (source.NamedTables is { } tables)
            return tables.Select(source.TopicOf).Select(sourceTransforms.Rename).Any(Includes);
        if (sourceTransforms.Renames)
            return true;
        return _pattern is null ? Topics.Any(source.MayProduce) : AgreesWith(source.TopicPrefix + ".");
    }

    private bool AgreesWith(string start) => Alternatives(_pattern!.Pattern.Replace(@"\.", ".", StringComparison.Ordinal)).Any(text => Agrees(text, start));

    /// <summary>The expressions that one of them is enough of, where they can be told apart without reading expressions in full. What an expression rules out first is left aside.</summary>
    private static string[] Alternatives(string text)
    {
        const string notThese = "(?!(?:";
        var end = text.StartsWith(notThese, StringComparison.Ordinal) ? text.IndexOf(")$)", StringComparison.Ordinal) : -1;
        var wanted = end > 0 && !text[notThese.Length..end].Contains('(', StringComparison.Ordinal) ? text[(end + ")$)".Length)..] : text;
        var inner = wanted is ['(', not '?', .., ')'] ? wanted[1..^1] : wanted;
        return inner.AsSpan().ContainsAny('(', ')') ? [wanted] : inner.Split('|');
    }

    private static bool Agrees(string text, string start)
    {
        var plain = new string([.. text.TakeWhile(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')]);
        // A quantifier or an alternative after it takes the certainty away from what was read as plain.
        if (text.Contains('|') || (plain.Length < text.Length && text[plain.Length] is '*' or '?' or '+' or '{'))
            plain = text.Contains('|') ? "" : plain[..Math.Max(0, plain.Length - 1)];
        return plain.StartsWith(start, StringComparison.Ordinal) || start.StartsWith(plain, StringComparison.Ordinal);
    }
}
