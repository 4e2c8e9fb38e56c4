using System.Globalization;
using System.Text;

namespace Bifrost.Topology.Tables;

/// <summary>Writes tables as YAML: a column is a line, so that a change of one is a change of one line.</summary>
internal sealed class TablesWriter
{
    private const string Head =
        """
        # The tables of the sources, as their catalogs had them. Written by `bifrost schema pull`: do not edit.
        # Rendering chooses by it what keeps every value, and says what none can keep; `bifrost schema pull --check` tells when a database has moved on.

        """;

    private readonly StringBuilder _text = new(Head);

    public static string Write(SourceTables tables)
    {
        var writer = new TablesWriter();
        writer.Line(0, "sources:");
        foreach (var source in tables.Sources)
            writer.Database(source);
        return writer._text.ToString();
    }

    private void Database(CapturedDatabase source)
    {
        Line(1, $"{YamlScalar.Of(source.Source)}:{(source.Tables.Count == 0 ? " {}" : "")}");
        Section("extensions", source.Extensions, static one => $"{YamlScalar.Of(one.Name)}: {YamlScalar.Of(one.Schema)}");
        Section("types", source.Types, static one => $"{YamlScalar.Of(one.Name)}: {FlowText.Of(one)}");
        if (source.Shadows.Count > 0)
            Line(2, $"shadows: {FlowText.Of(source.Shadows)}");
        if (source.EnumDomains.Count > 0)
            Line(2, $"enumDomains: {FlowText.Of(source.EnumDomains)}");
        if (source.Tables.Count == 0)
            return;
        Line(2, "tables:");
        foreach (var table in source.Tables)
            Table(table);
    }

    private void Section<T>(string name, IReadOnlyList<T> items, Func<T, string> write)
    {
        if (items.Count == 0)
            return;
        Line(2, $"{name}:");
        foreach (var item in items)
            Line(3, write(item));
    }

    private void Table(CapturedTable table)
    {
        Line(3, $"{YamlScalar.Of(table.FullName)}:");
        if (table.Kind != TableKind.Ordinary)
            Line(4, $"kind: {Word(table.Kind)}");
        if (table.Parent is not null)
            Line(4, $"parent: {YamlScalar.Of(table.Parent)}");
        if (table.Columns.Count > 0)
            Line(4, "columns:");
        foreach (var column in table.Columns)
            Line(5, $"{YamlScalar.Of(column.Name)}: {FlowText.Of(column)}");
        Names("primaryKey", table.PrimaryKey);
        if (table.Identity != TableIdentity.Default)
            Line(4, $"identity: {Word(table.Identity)}");
        Names("identityColumns", table.IdentityColumns);
        if (table.Unique.Count > 0)
            Line(4, "unique:");
        foreach (var key in table.Unique)
            Line(5, $"{YamlScalar.Of(key.Name)}: {FlowText.Of(key.Columns)}");
        if (table.References.Count > 0)
            Line(4, "references:");
        foreach (var reference in table.References)
            Line(5, $"{YamlScalar.Of(reference.Name)}: {FlowText.Of(reference)}");
    }

    private void Names(string field, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
            Line(4, $"{field}: {FlowText.Of(names)}");
    }

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLower(CultureInfo.InvariantCulture);

    private void Line(int depth, string text) => _text.Append(' ', depth * 2).Append(text).Append('\n');
}
