using Bifrost.Catalogs;
using Bifrost.Connect.Contracts;
using Bifrost.Connect.Providers;
using Bifrost.Worker.Connectors;
using Bifrost.Worker.Rest;

namespace Bifrost.Worker.Validation;

/// <summary>Assembles <c>config/validate</c> as a Connect worker does: every key of the framework, of each transform and of the connector, with its value and its faults.</summary>
/// <param name="probe">Connects to a source's database; null where it answers, else why it does not.</param>
internal sealed class ConnectorValidator(ReferenceResolver resolver, SourceProbe probe)
{
    /// <param name="config">As submitted; null values are faults.</param>
    /// <exception cref="ConnectError">There is no class, or none that is here.</exception>
    public async Task<ConfigInfos> ValidateAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellation)
    {
        var plugin = PluginOf(config);
        var resolved = new ResolvedConfig(config, resolver);
        var entries = new List<ValidationEntry>(new Undeclared(plugin).Entries(resolved));
        var catalog = KeyCatalogs.Find(plugin.Class, plugin.Version)!;
        var framework = KeyCatalogs.Find(plugin.Type == ConnectorType.Source ? KeyCatalogs.SourceFramework : KeyCatalogs.SinkFramework)!.Keys.Select(static key => key.Name).ToHashSet(StringComparer.Ordinal);
        entries.AddRange(catalog.Keys.Where(key => framework.Contains(key.Name)).Select(key => FrameworkEntry(plugin, key, resolved)));
        entries.AddRange(TransformEntries.Of(resolved));
        entries.AddRange(catalog.Keys.Where(key => !framework.Contains(key.Name)).Select(key => plugin.Type == ConnectorType.Source ? SourceEntry(key, resolved) : SinkEntry(key, resolved)));
        entries.AddRange(ClientOverrides.Of(resolved));
        AddRefusals(plugin, entries, resolved);
        new WholeConfigRules(plugin).Check(entries, resolved);
        if (plugin.Type == ConnectorType.Source && entries.All(static entry => entry.Errors.Count == 0))
            await ProbeAsync(entries, resolved, cancellation).ConfigureAwait(false);
        return new ConfigInfos(
            config["connector.class"]!,
            entries.Sum(static entry => entry.Errors.Count),
            [.. entries.Select(static entry => entry.Definition?.Group).OfType<string>().Distinct()],
            [.. entries.Select(static entry => entry.ToInfo())]);
    }

    /// <exception cref="ConnectError">There is no class, or none that is here.</exception>
    public static ConnectorPlugin PluginOf(IReadOnlyDictionary<string, string?> config)
    {
        if (config.GetValueOrDefault("connector.class") is not { Length: > 0 } name)
            throw ConnectError.BadRequest($"Connector config {JavaMap.Print(config)} contains no connector type");
        return ConnectorPlugin.Find(name) ?? throw ConnectError.BadRequest(
            $"Failed to find any class that implements Connector and which name matches {name}, available connectors are: {string.Join(", ", ConnectorPlugin.All.Select(Describe))}");
    }

    private static string Describe(ConnectorPlugin plugin)
    {
        var type = plugin.Type.ToString().ToLowerInvariant();
        return $"PluginDesc{{klass=class {plugin.Class}, name='{plugin.Class}', version='{plugin.Version}', encodedVersion={plugin.Version}, type={type}, typeName='{type}', location='classpath'}}";
    }

    private static ValidationEntry FrameworkEntry(ConnectorPlugin plugin, KeyDefinition key, ResolvedConfig config)
    {
        var entry = Kafka(plugin.Class, key, config);
        var text = config.Values.GetValueOrDefault(key.Name);
        if (text is null && key.Required)
            entry.Errors.Add($"Missing required configuration \"{key.Name}\" which has no default value.");
        FrameworkRules.Check(entry, entry.Value);
        return entry;
    }

    private static ValidationEntry SinkEntry(KeyDefinition key, ResolvedConfig config) => Kafka(SinkConfig.Class, key, config);

    private static ValidationEntry Kafka(string owner, KeyDefinition key, ResolvedConfig config)
    {
        var given = config.Values.GetValueOrDefault(key.Name);
        var fault = given is null ? null : KafkaTypes.Fault(key.Type, given.Trim());
        var entry = new ValidationEntry(key.Name, KeyInfos.Of(owner, key, value: given), fault is null ? KafkaTypes.Shown(key.Type, given ?? KeyInfos.DefaultOf(key)) : null)
        {
            Recommended = KeyInfos.RecommendedOf(key),
            Visible = !key.Hidden,
        };
        if (fault is not null)
            entry.Errors.Add(KafkaTypes.Invalid(config.Shown(key.Name, key.Type), key.Name, fault));
        return entry;
    }

    // Debezium answers with values of its own making, which hold faults and never the value.
    private static ValidationEntry SourceEntry(KeyDefinition key, ResolvedConfig config)
    {
        var entry = new ValidationEntry(key.Name, KeyInfos.Of(SourceConfig.Class, key, value: config.Values.GetValueOrDefault(key.Name)), value: null) { Recommended = key.Recommended, Visible = !key.Hidden };
        if (DebeziumTypes.Fault(key, config.Values.GetValueOrDefault(key.Name), config.Values) is { } fault)
            entry.Errors.Add(DebeziumTypes.Invalid(key.Name, fault));
        return entry;
    }

    private static void AddRefusals(ConnectorPlugin plugin, List<ValidationEntry> entries, ResolvedConfig config)
    {
        foreach (var (key, reason) in config.Unresolved)
            EntryFor(entries, key).Errors.Add(reason);
        var alias = new Dictionary<string, string?>(config.Submitted) { ["connector.class"] = plugin.Class };
        foreach (var refused in EmbeddedKeys.Classify(alias).Where(static key => key.Class.Kind == KeyKind.Refused))
        {
            EntryFor(entries, refused.Key).Errors.Add(plugin.Type == ConnectorType.Source
                ? DebeziumTypes.Invalid(refused.Key, $"The embedded worker refuses it. {refused.Class.Reason}")
                : KafkaTypes.Invalid(config.Shown(refused.Key, "STRING"), refused.Key, $"The embedded worker refuses it. {refused.Class.Reason}"));
        }
    }

    private static ValidationEntry EntryFor(List<ValidationEntry> entries, string key)
    {
        if (entries.FirstOrDefault(entry => entry.Name == key) is { } known)
            return known;
        var added = new ValidationEntry(key, null, null);
        entries.Insert(0, added);
        return added;
    }

    private async Task ProbeAsync(List<ValidationEntry> entries, ResolvedConfig config, CancellationToken cancellation)
    {
        var endpoint = SourceConfig.Endpoint(new ConfigValues(config.Values));
        if (await probe(endpoint, cancellation).ConfigureAwait(false) is { } reason)
            EntryFor(entries, "database.hostname").Errors.Add($"Error while validating connector config: {reason}");
    }
}
