using Bifrost.Catalogs;
using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Validation;

/// <summary>Keys without a value, which nobody may submit.</summary>
internal sealed class Undeclared(ConnectorPlugin plugin)
{
    private const string NullValue = "Null value can not be supplied as the configuration value.";

    public IEnumerable<ValidationEntry> Entries(ResolvedConfig config)
    {
        foreach (var key in config.Submitted.Where(static entry => entry.Value is null).Select(static entry => entry.Key))
        {
            if (KeyCatalogs.Find(plugin.Class, plugin.Version)!.Keys.Any(known => known.Name == key))
                continue;
            var entry = new ValidationEntry(key, null, null);
            entry.Errors.Add(NullValue);
            yield return entry;
        }
    }

    /// <summary>Adds the fault to keys that are declared.</summary>
    public static void Mark(IEnumerable<ValidationEntry> entries, ResolvedConfig config)
    {
        foreach (var entry in entries.Where(entry => entry.Definition is not null && config.Submitted.TryGetValue(entry.Name, out var value) && value is null))
            entry.Errors.Add(NullValue);
    }
}
