using System.Globalization;
using Bifrost.Topology.Reading;
using Bifrost.Topology.Shapes;

namespace Bifrost.Topology.Tables;

/// <summary>Makes the tables of a tree that has no faults.</summary>
internal static class TablesBinder
{
    public static SourceTables Bind(MapNode root) =>
        new([.. Parts(new PartView("", root, TablesShape.Fields), "sources", TablesShape.Source).Select(Database)]);

    private static CapturedDatabase Database(PartView source) => new(
        source.Name,
        [.. Texts(source, "extensions").Select(static pair => new CapturedExtension(pair.Key, pair.Value))],
        [.. Parts(source, "types", TablesShape.Type).Select(Type)],
        [.. Parts(source, "tables", TablesShape.Table).Select(Table)])
    {
        Shadows = source.List("shadows"),
        EnumDomains = source.List("enumDomains"),
    };

    private static CapturedTable Table(PartView table) => new()
    {
        // A schema with a dot in its name cannot be named in Debezium's lists either.
        Schema = table.Name.Split('.', 2)[0],
        Name = table.Name.Split('.', 2)[1],
        Columns = [.. Parts(table, "columns", TablesShape.Column).Select(Column)],
        PrimaryKey = table.List("primaryKey"),
        Identity = Word<TableIdentity>(table.Required("identity")),
        IdentityColumns = table.List("identityColumns"),
        Unique = [.. table.Entries("unique").Select(static entry => new CapturedUnique(entry.Key, List(entry.Value)))],
        References = [.. Parts(table, "references", (MapShape)((NamedShape)TablesShape.Table.Field("references").Shape).Each)
            .Select(static one => new CapturedReference(one.Name, one.List("columns"), one.Required("table"), one.List("to")))],
        Kind = Word<TableKind>(table.Required("kind")),
        Parent = table.Text("parent"),
    };

    private static CapturedColumn Column(PartView column) => new()
    {
        Name = column.Name,
        Type = column.Required("type"),
        Below = column.Text("below"),
        Kind = Word<CapturedKind>(column.Required("kind")),
        Element = column.Text("element"),
        ElementKind = Word<CapturedKind>(column.Required("elementKind")),
        Dimensions = column.Text("element") is null ? 0 : int.Parse(column.Required("dimensions"), CultureInfo.InvariantCulture),
        Nullable = column.Switch("nullable"),
        Default = column.Text("default"),
        Identity = column.Text("identity"),
        Generated = column.Text("generated"),
        Collation = column.Text("collation"),
    };

    private static CapturedType Type(PartView type)
    {
        if (type.Text("domain") is { } over)
        {
            return new CapturedType.Domain(
                type.Name, over, !type.Switch("nullable"), type.Text("default"), type.Text("collation"), [.. Texts(type, "checks").Select(static pair => new DomainCheck(pair.Key, pair.Value))]);
        }

        if (type.Text("range") is { } subtype)
            return new CapturedType.Range(type.Name, subtype);
        var fields = Texts(type, "composite").Select(static pair => new CompositeField(pair.Key, pair.Value)).ToList();
        return fields.Count > 0 ? new CapturedType.Composite(type.Name, fields) : new CapturedType.Enum(type.Name, type.List("enum"));
    }

    private static IEnumerable<PartView> Parts(PartView of, string field, MapShape shape) => of.Entries(field).Select(entry => new PartView(entry.Key, entry.Value, shape));

    private static IEnumerable<(string Key, string Value)> Texts(PartView of, string field) =>
        of.Entries(field).Where(static entry => entry.Value is ScalarNode).Select(static entry => (entry.Key, ((ScalarNode)entry.Value).Text));

    private static IReadOnlyList<string> List(ConfigNode node) => node switch
    {
        ListNode list => [.. list.Items.OfType<ScalarNode>().Select(static item => item.Text)],
        ScalarNode one => [one.Text],
        _ => [],
    };

    private static T Word<T>(string word) where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);
}
