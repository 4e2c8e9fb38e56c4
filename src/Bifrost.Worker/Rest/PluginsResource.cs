using Bifrost.Catalogs;
using Bifrost.Connect.Contracts;
using Bifrost.Worker.Connectors;
using Bifrost.Worker.Validation;

namespace Bifrost.Worker.Rest;

/// <summary><c>/connector-plugins</c>: what this worker has, its keys, and validation.</summary>
internal sealed class PluginsResource(ConnectorValidator validator)
{
    private static readonly string[] Transforms =
    [
        "io.debezium.transforms.ExtractNewRecordState",
        "org.apache.kafka.connect.transforms.InsertField$Value",
        "org.apache.kafka.connect.transforms.MaskField$Value",
        "org.apache.kafka.connect.transforms.RegexRouter",
        "org.apache.kafka.connect.transforms.ReplaceField$Key",
        "org.apache.kafka.connect.transforms.ReplaceField$Value",
    ];

    public IEnumerable<Endpoint> Endpoints() =>
    [
        new("GET", "/connector-plugins", static call => call.AnswerAsync(List(call.Flag("connectorsOnly", otherwise: true)))),
        new("GET", "/connector-plugins/{plugin}/config", static call => call.AnswerAsync(Keys(call.Name, call.Http.Request.Query["version"]))),
        new("PUT", "/connector-plugins/{plugin}/config/validate", ValidateAsync),
    ];

    private static IEnumerable<PluginInfo> List(bool connectorsOnly)
    {
        var connectors = ConnectorPlugin.All.Select(static plugin => new PluginInfo(plugin.Class, plugin.Type.ToString().ToLowerInvariant(), plugin.Version));
        return connectorsOnly ? connectors : connectors.Concat(Transforms.Select(static name => new PluginInfo(name, "transformation", KeyCatalogs.Find(name)?.Versions[^1])));
    }

    private static IEnumerable<ConfigKeyInfo> Keys(string name, string? version)
    {
        if (ConnectorPlugin.Find(name) is { } plugin)
        {
            if (version is not (null or "" or "latest") && version.Trim('[', ']') != plugin.Version)
                throw ConnectError.NoSuchVersion(name, version, plugin.Version);
            var framework = KeyCatalogs.Find(plugin.Type == ConnectorType.Source ? KeyCatalogs.SourceFramework : KeyCatalogs.SinkFramework)!.Keys.Select(static key => key.Name).ToHashSet(StringComparer.Ordinal);
            return KeyCatalogs.Find(plugin.Class, plugin.Version)!.Keys.OrderBy(key => framework.Contains(key.Name)).Select(key => KeyInfos.Of(plugin.Class, key));
        }

        var transform = Transforms.FirstOrDefault(one => one == name || one.EndsWith("." + name, StringComparison.Ordinal)) ?? throw ConnectError.NotFound($"Unknown plugin {name}.");
        return KeyCatalogs.Find(transform)!.Keys.Select(key => KeyInfos.Of(transform, key));
    }

    private async Task ValidateAsync(RestCall call)
    {
        var config = (await call.BodyAsync().ConfigureAwait(false)).ReadMap("Cannot invoke \"java.util.Map.get(Object)\" because \"connectorConfig\" is null");
        if (config.GetValueOrDefault("connector.class") is { } name && !Stem(name).EndsWith(Stem(call.Name), StringComparison.Ordinal))
            throw ConnectError.BadRequest($"Included connector type {name} does not match request type {call.Name}");
        await call.AnswerAsync(await validator.ValidateAsync(config, call.Cancellation).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static string Stem(string name) => name.EndsWith("Connector", StringComparison.Ordinal) ? name[..^"Connector".Length] : name;
}
