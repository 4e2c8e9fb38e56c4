using Bifrost.Catalogs;
using Bifrost.Connect.Providers;
using Bifrost.Worker.Connectors;
using Bifrost.Worker.Logging;
using Bifrost.Worker.Validation;
using Microsoft.Extensions.Logging;

namespace Bifrost.Worker.Rest;

/// <summary>A configuration on its way in: its name, its validation, and what the log should say of its keys.</summary>
internal sealed class ConfigSubmission(ConnectorValidator validator, ILogger log)
{
    /// <summary>Fills in the name where it is absent, and validates.</summary>
    /// <exception cref="ConnectError">Another name, or a configuration with faults.</exception>
    public Task<IReadOnlyDictionary<string, string>> CheckAsync(string name, IReadOnlyDictionary<string, string?> config, CancellationToken cancellation)
    {
        var named = new Dictionary<string, string?>(config, StringComparer.Ordinal);
        if (!named.TryGetValue("name", out var inConfig))
            named["name"] = name;
        else if (inConfig != name)
            throw ConnectError.NameMismatch(inConfig ?? "null", name);
        return ValidateAsync(name, named, cancellation);
    }

    /// <exception cref="ConnectError">400 with every fault, as Connect lists them.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ValidateAsync(string name, IReadOnlyDictionary<string, string?> config, CancellationToken cancellation)
    {
        var result = await validator.ValidateAsync(config, cancellation).ConfigureAwait(false);
        if (result.ErrorCount > 0)
            throw ConnectError.BadRequest(
                $"Connector configuration is invalid and contains the following {result.ErrorCount} error(s):\n{string.Join('\n', result.Configs.SelectMany(static entry => entry.Value?.Errors ?? []))}\n"
                + "You can also find the above list of errors at the endpoint `/connector-plugins/{connectorType}/config/validate`");
        var accepted = config.ToDictionary(static entry => entry.Key, static entry => entry.Value!, StringComparer.Ordinal);
        Remark(name, accepted);
        return accepted;
    }

    private void Remark(string name, Dictionary<string, string> config)
    {
        foreach (var key in EmbeddedKeys.Classify(config.ToDictionary(static entry => entry.Key, static string? (entry) => entry.Value)))
        {
            if (key.Class.Kind == KeyKind.Unknown)
                LogMessages.UnknownKey(log, name, key.Key);
            else if (key.Class.Kind == KeyKind.NoEffect)
                LogMessages.KeyWithoutEffect(log, name, key.Key, key.Class.Reason);
        }

        var passwords = KeyCatalogs.Find(ConnectorPlugin.Find(config["connector.class"])!.Class)!.Keys.Where(static key => key.Type == "PASSWORD").Select(static key => key.Name);
        foreach (var key in passwords.Where(key => config.TryGetValue(key, out var value) && value.Length > 0 && !ReferenceResolver.HasReference(value)))
            LogMessages.PlainSecret(log, name, key);
    }
}
