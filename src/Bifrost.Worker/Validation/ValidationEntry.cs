using Bifrost.Connect.Contracts;

namespace Bifrost.Worker.Validation;

/// <summary>One key under validation.</summary>
/// <param name="definition">Null for a key that nobody declares.</param>
internal sealed class ValidationEntry(string name, ConfigKeyInfo? definition, string? value)
{
    public string Name { get; } = name;

    public ConfigKeyInfo? Definition { get; } = definition;

    public string? Value { get; set; } = value;

    public List<string> Errors { get; } = [];

    public IReadOnlyList<string> Recommended { get; init; } = [];

    public bool Visible { get; init; } = true;

    public ConfigInfo ToInfo() => new(Definition, new ConfigValueInfo(Name, Value, Recommended, Errors, Visible));
}
