using System.Text.RegularExpressions;
using Bifrost.Topology;
using Bifrost.Topology.Tables;

namespace Bifrost.Templates.Findings;

/// <summary>A source's connector on one cluster, as it was rendered, with what is known of its tables.</summary>
/// <param name="Config">Of the source connector, with what the topology overrides.</param>
/// <param name="Known">Null where nothing is.</param>
internal sealed record SourceCase(Source Source, Cluster Cluster, IReadOnlyDictionary<string, string> Config, IReadOnlyList<SinkCase> Sinks, CapturedDatabase? Known)
{
    private readonly IReadOnlyList<Regex> _excluded = [.. Config.GetValueOrDefault("column.exclude.list", "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Anchored)];

    public string Setting(string key, string usual) => Config.GetValueOrDefault(key, usual);

    /// <summary>The tables that the topology captures now; the snapshot may be older. Partitions arrive under their root's name where that is asked for.</summary>
    public IEnumerable<CapturedTable> Tables => (Known?.Tables ?? [])
        .Where(table => Source.Schemas.Matches(table.Schema) && Source.Tables.Matches(table.FullName))
        .Where(table => table.Kind != TableKind.Partition || Setting("publish.via.partition.root", "false") != "true");

    public bool Captures(CapturedTable table, CapturedColumn column) => !_excluded.Any(one => one.IsMatch($"{table.FullName}.{column.Name}"));

    /// <summary>The column's own name and type travel along.</summary>
    public bool Propagates(CapturedTable table, CapturedColumn column) =>
        Setting("column.propagate.source.type", "").Split(',', StringSplitOptions.RemoveEmptyEntries).Any(one => Anchored(one).IsMatch($"{table.FullName}.{column.Name}"));

    /// <summary>The record key as the topology or the table says it; empty for none.</summary>
    public IReadOnlyList<string> KeyOf(CapturedTable table) => NamedKey(table)?.Columns ?? table.Key;

    public KeyColumns? NamedKey(CapturedTable table) => Source.KeyColumns.FirstOrDefault(one => Wildcard.Matches(one.Table, table.FullName));

    public IEnumerable<SinkCase> SinksOf(CapturedTable table) => Sinks.Where(sink => sink.Takes($"{Source.TopicPrefix}.{table.FullName}"));

    private static Regex Anchored(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant);
}

/// <summary>A sink that follows the source, as it was rendered.</summary>
internal sealed record SinkCase(Target Target, IReadOnlyDictionary<string, string> Config)
{
    /// <summary>What was measured: Debezium's sink into PostgreSQL.</summary>
    public bool IsMeasured => Target is { Dialect: Dialect.Postgres, Connector: TargetConnector.DebeziumJdbc };

    public bool MakesTables => IsMeasured && Config.GetValueOrDefault("schema.evolution") == "basic";

    public bool FindsByKey => (Config.GetValueOrDefault("primary.key.mode") ?? Config.GetValueOrDefault("pk.mode")) == "record_key";

    public bool Takes(string topic) => Regex.IsMatch(topic, $@"\A(?:{Config.GetValueOrDefault("topics.regex", "")})\z", RegexOptions.CultureInvariant);
}

/// <summary>One captured column of a source.</summary>
internal sealed record ColumnCase(SourceCase Source, CapturedTable Table, CapturedColumn Column)
{
    /// <summary>Name of the type below any domain, without schema and modifier.</summary>
    public string Type { get; } = Parameters.PostgresType.Name(Column.BaseType);

    /// <summary>Likewise for an array's elements; null for no array.</summary>
    public string? Element { get; } = Column.Element is { } element ? Parameters.PostgresType.Name(element) : null;

    /// <summary>The array's elements are of a domain.</summary>
    public bool HasDomainElements => Element is not null && Type != $"{Element}[]";

    public bool IsBase => Column.Kind == CapturedKind.Base;
}
