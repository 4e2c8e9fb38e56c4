namespace Bifrost.Templates.Strimzi;

/// <summary>What Connect and its connectors must be allowed to do, by resource; several needs of one resource are one rule.</summary>
internal sealed class AccessRules
{
    // Also the order in which a rule names them.
    private static readonly string[] Operations = ["Create", "Delete", "Describe", "DescribeConfigs", "Read", "Write"];

    private readonly SortedDictionary<(string Type, string Name, string Pattern), SortedSet<string>> _rules = new(Comparer<(string Type, string Name, string Pattern)>.Create(
        static (one, other) => string.CompareOrdinal($"{one.Type}\0{one.Name}\0{one.Pattern}", $"{other.Type}\0{other.Name}\0{other.Pattern}")));

    public IEnumerable<(string Type, string Name, string Pattern, IReadOnlyList<string> Operations)> All =>
        _rules.Select(static rule => (rule.Key.Type, rule.Key.Name, rule.Key.Pattern, (IReadOnlyList<string>)[.. Operations.Where(rule.Value.Contains)]));

    public void Topic(string name, params string[] operations) => Add("topic", name, "literal", operations);

    public void TopicsFrom(string prefix, params string[] operations) => Add("topic", prefix, "prefix", operations);

    public void Group(string name, params string[] operations) => Add("group", name, "literal", operations);

    private void Add(string type, string name, string pattern, IEnumerable<string> operations)
    {
        var key = (type, name, pattern);
        if (!_rules.TryGetValue(key, out var known))
            _rules[key] = known = new SortedSet<string>(StringComparer.Ordinal);
        known.UnionWith(operations);
    }
}
