using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Routing;

/// <summary>The sink's <c>field.include.list</c> or <c>field.exclude.list</c>: <c>field</c> or <c>topic:field</c>, each a regular expression. Key fields always pass.</summary>
internal sealed class FieldFilter
{
    private readonly NamePatterns _include;
    private readonly NamePatterns _exclude;

    /// <exception cref="ConnectorConfigException">Both are set, or one is not valid.</exception>
    public FieldFilter(ConfigValues config)
    {
        if (config.Text("field.include.list") is not null && config.Text("field.exclude.list") is { } both)
            throw ConnectorConfigException.Wrong("field.exclude.list", both, "field.include.list is set as well, and only one of the two may be.");
        _include = Parse(config, "field.include.list");
        _exclude = Parse(config, "field.exclude.list");
    }

    public bool Passes(string topic, string field)
    {
        var qualified = $"{topic}:{field}";
        return _include.IsEmpty ? !_exclude.Matches(qualified) : _include.Matches(qualified);
    }

    private static NamePatterns Parse(ConfigValues config, string key) =>
        NamePatterns.Parse(key, string.Join(',', config.List(key).Select(static item => item.Contains(':') ? item : ".*:" + item)));
}
