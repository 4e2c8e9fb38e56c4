namespace Bifrost.Topology.Shapes;

/// <summary>The fields of a target.</summary>
internal static class TargetShape
{
    public static MapShape Fields { get; } = new("a target",
    [
        new("dialect", Texts.OneOf("postgres", "mysql", "mariadb"), "SQL that it speaks. The embedded worker writes to postgres.", Default: "postgres"),
        new("connector", Texts.OneOf("debezium-jdbc", "confluent-jdbc"), "The connector that writes it. The embedded worker runs debezium-jdbc.", Default: "debezium-jdbc"),
        new("name", Texts.ConnectorName, "Name of the connector.", Default: "{name}-sink"),
        new("source", Texts.Name, "The source that it follows; the only one where there is one."),
        new("sources", new ListShape(Texts.Name), "The sources that it follows, if more than one."),
        new("connection", ConnectionShape.Fields, "The database that is written.", Required: true),
        new("naming", Texts.Naming, "Name of the table that a row goes to: ${source.schema}.${source.table} for postgres, ${source.schema}_${source.table} for mysql and mariadb unless set."),
        new("insert", Texts.OneOf("upsert", "insert", "update"), "How rows are written; only upsert can be repeated without harm.", Default: "upsert"),
        new("deletes", new SwitchShape(), "Rows deleted at the source are deleted here.", Default: "true"),
        new("truncates", new SwitchShape(), "Tables truncated at the source are truncated here.", Default: "true"),
        new("evolution", Texts.OneOf("basic", "none"), "basic makes missing tables and columns; none wants them to be there.", Default: "basic"),
        new("tables", SourceShape.Filter("tables", Texts.Table), "The part of the source's tables to take, as schema.table: a list, or include and exclude."),
        new("models", new MapShape("the models' login",
        [
            new("user", Texts.ForBifrost, "Login that owns the models' schemas; not the sink's own.", Required: true),
            new("password", Texts.Secret, "Its password: a reference.", Required: true),
        ]), "The login that builds models in this database, on postgres; unset is nobody."),
        new("state", Texts.State, "State that 'apply' keeps the connector in; unset leaves it to whoever operates the cluster."),
        new("config", new OverridesShape(), "Keys of the connector that are set as they are; they win. ~ takes a key out."),
    ]);
}
