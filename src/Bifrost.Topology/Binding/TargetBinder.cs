using Bifrost.Topology.Reading;

namespace Bifrost.Topology.Binding;

internal static class TargetBinder
{
    // A MySQL schema is a database: a name with a dot would want grants on another one.
    private const string NamingWithSchemas = "${source.schema}.${source.table}";
    private const string NamingWithoutSchemas = "${source.schema}_${source.table}";

    public static Target Bind(PartView target, IReadOnlyList<PartView> sources)
    {
        var dialect = Enum.Parse<Dialect>(target.Required("dialect"), ignoreCase: true);
        var followed = Follows(target, sources);
        return new Target
        {
            Name = target.Name,
            ConnectorName = target.Required("name"),
            Dialect = dialect,
            Connector = target.Text("connector") == "confluent-jdbc" ? TargetConnector.ConfluentJdbc : TargetConnector.DebeziumJdbc,
            Sources = followed,
            Connection = ConnectionBinder.Bind(target.Part("connection"), dialect),
            Naming = target.Text("naming") ?? (dialect == Dialect.Postgres ? NamingWithSchemas : NamingWithoutSchemas),
            Insert = target.Required("insert"),
            Deletes = target.Switch("deletes"),
            Truncates = target.Switch("truncates"),
            Evolution = target.Required("evolution"),
            Tables = sources.Where(source => followed.Contains(source.Name)).Select(SourceBinder.HeartbeatTableOf).OfType<string>()
                .Aggregate(SourceBinder.BindFilter(target.Part("tables")), static (filter, table) => filter.With(table)),
            Models = target.Part("models") is { IsWritten: true } models ? new ModelsLogin(models.Required("user"), models.Required("password")) : null,
            State = SourceBinder.BindState(target),
            Config = SourceBinder.BindOverrides(target),
        };
    }

    private static IReadOnlyList<string> Follows(PartView target, IReadOnlyList<PartView> sources) =>
        target.List("sources") is { Count: > 0 } several ? several : [target.Text("source") ?? sources[0].Name];
}
