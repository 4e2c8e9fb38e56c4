using Bifrost.Connect.Contracts;
using Bifrost.Worker.Connectors;
using Bifrost.Worker.Routing;
using Bifrost.Worker.Routing.Transforms;

namespace Bifrost.Worker.Validation;

/// <summary>What can be said only of a configuration as a whole: its topics, its transforms, its database.</summary>
internal sealed class WholeConfigRules(ConnectorPlugin plugin)
{
    public void Check(List<ValidationEntry> entries, ResolvedConfig config)
    {
        Undeclared.Mark(entries, config);
        var values = new ConfigValues(config.Values);
        if (plugin.Type == ConnectorType.Sink)
        {
            Add(entries, "topics.regex", () => _ = values.Text("topics.regex") is { } pattern ? new JavaRegex("topics.regex", pattern) : null);
            if (entries.Where(static entry => entry.Name == "topics.regex").All(static entry => entry.Errors.Count == 0) && FrameworkRules.TopicsFault(config.Values) is { } fault)
                AddTo(entries, fault, "topics", "topics.regex");
            if (values.Text(JdbcUrl.Key) is { } url)
                Add(entries, JdbcUrl.Key, () => JdbcUrl.Parse(url));
        }

        if (entries.Where(static entry => entry.Name.StartsWith("transforms", StringComparison.Ordinal)).All(static entry => entry.Errors.Count == 0))
            Add(entries, "transforms", () => TransformChain.Parse(values, values.Text("topic.prefix") ?? ""));
    }

    private static void Add(List<ValidationEntry> entries, string key, Action check)
    {
        try
        {
            check();
        }
        catch (ConnectorConfigException e)
        {
            AddTo(entries, e.Message, key);
        }
    }

    private static void AddTo(List<ValidationEntry> entries, string fault, params string[] keys)
    {
        foreach (var entry in entries.Where(entry => keys.Contains(entry.Name)))
            entry.Errors.Add(fault);
    }
}
