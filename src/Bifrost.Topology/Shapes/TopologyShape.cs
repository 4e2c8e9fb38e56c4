namespace Bifrost.Topology.Shapes;

/// <summary>The whole file.</summary>
internal static class TopologyShape
{
    public static MapShape Defaults { get; } = new("defaults",
    [
        new("sources", OfAll(SourceShape.Fields), "What every source says that does not say otherwise."),
        new("targets", OfAll(TargetShape.Fields), "What every target says that does not say otherwise."),
    ]);

    public static MapShape Fields { get; } = new("a topology",
    [
        new("name", Texts.Name, "Name of the topology; every connector carries it.", Required: true),
        new("clusters", new NamedShape("clusters", Texts.Name, ClusterShape.Fields), "Connect clusters that run the connectors; one folder of rendered files each.", Required: true),
        new("converters", new NamedShape("converters", Texts.Name, ClusterShape.Converter), "Converters that clusters name."),
        new("defaults", Defaults, "What sources and targets inherit; maps inside are joined, lists are replaced."),
        new("sources", new NamedShape("sources", Texts.Name, SourceShape.Fields, Inherits: true), "Databases whose changes are captured.", Required: true),
        new("targets", new NamedShape("targets", Texts.Name, TargetShape.Fields, Inherits: true), "Databases that follow.", Required: true),
        new("accept", new ListShape(Texts.Acceptance), "Findings that are known and taken as they are: a rule, or a rule and schema.table or schema.table.column."),
        new("etl", new MapShape("the loader's login",
        [
            new("source", Texts.Name, "The source that is loaded; the only one where there is one."),
            new("user", Texts.ForBifrost, "Login that may write there.", Required: true),
            new("password", Texts.Secret, "Its password: a reference.", Required: true),
        ]), "The login of 'bifrost etl run'."),
    ]);

    // A connector's name is one connector's own.
    private static MapShape OfAll(MapShape shape) => Inherited(shape with { Fields = [.. shape.Fields.Where(field => field.Name != "name")] });

    /// <summary>The shape of what is inherited, or inherits: it need not be whole.</summary>
    public static MapShape Inherited(MapShape shape) => shape with
    {
        Fields = [.. shape.Fields.Select(field => field with
        {
            Required = false,
            Shape = field.Shape is MapShape inner ? Inherited(inner) : field.Shape,
        })],
    };
}
