using System.Globalization;

namespace Bifrost.Topology.Tables;

/// <summary>Parts of the file that are written on one line. What is the default of its field is left out.</summary>
internal static class FlowText
{
    public static string Of(IEnumerable<string> names) => $"[{string.Join(", ", names.Select(YamlScalar.Of))}]";

    public static string Of(CapturedColumn column)
    {
        var fields = Fields(
            ("below", column.Below),
            ("kind", column.Kind == CapturedKind.Base ? null : Word(column.Kind)),
            ("element", column.Element),
            ("elementKind", column.Element is null || column.ElementKind == CapturedKind.Base ? null : Word(column.ElementKind)),
            ("dimensions", column.Dimensions > 1 ? column.Dimensions.ToString(CultureInfo.InvariantCulture) : null),
            ("nullable", column.Nullable ? null : "false"),
            ("default", column.Default),
            ("identity", column.Identity),
            ("generated", column.Generated),
            ("collation", column.Collation));
        return fields.Length == 0 ? YamlScalar.Of(column.Type) : $"{{ type: {YamlScalar.Of(column.Type)}, {fields} }}";
    }

    public static string Of(CapturedReference reference) =>
        $"{{ columns: {Of(reference.Columns)}, table: {YamlScalar.Of(reference.Table)}, to: {Of(reference.To)} }}";

    public static string Of(CapturedType type) => type switch
    {
        CapturedType.Enum one => $"{{ enum: {Of(one.Labels)} }}",
        CapturedType.Composite one => $"{{ composite: {Map(one.Fields.Select(static field => (field.Name, field.Type)))} }}",
        CapturedType.Range one => $"{{ range: {YamlScalar.Of(one.Subtype)} }}",
        CapturedType.Domain one => $"{{ {Of(one)} }}",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static string Of(CapturedType.Domain domain)
    {
        var fields = Fields(("domain", domain.Over), ("nullable", domain.NotNull ? "false" : null), ("default", domain.Default), ("collation", domain.Collation));
        return domain.Checks.Count == 0 ? fields : $"{fields}, checks: {Map(domain.Checks.Select(static check => (check.Name, check.Definition)))}";
    }

    private static string Map(IEnumerable<(string Key, string Value)> pairs) =>
        $"{{ {string.Join(", ", pairs.Select(static pair => $"{YamlScalar.Of(pair.Key)}: {YamlScalar.Of(pair.Value)}"))} }}";

    // Switches and numbers are the file's own, and are not quoted.
    private static string Fields(params (string Key, string? Value)[] fields) => string.Join(", ", fields
        .Where(static field => field.Value is not null)
        .Select(static field => $"{field.Key}: {(field.Key is "nullable" or "dimensions" ? field.Value : YamlScalar.Of(field.Value!))}"));

    private static string Word(CapturedKind kind) => kind.ToString().ToLower(CultureInfo.InvariantCulture);
}
