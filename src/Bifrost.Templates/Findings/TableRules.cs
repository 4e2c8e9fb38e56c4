using System.Text.RegularExpressions;
using Bifrost.Topology;
using Bifrost.Topology.Tables;
using static Bifrost.Templates.Findings.FindingSeverity;

namespace Bifrost.Templates.Findings;

/// <summary>What happens to tables, and to a source as a whole.</summary>
internal static partial class TableRules
{
    public static IReadOnlyList<TableRule> All { get; } =
    [
        new("no-key", Error, static (source, table) => source.KeyOf(table).Count == 0 && source.SinksOf(table).Any(static sink => sink.FindsByKey),
            "has no key, and the sinks stop at its first row",
            "Give it a primary key (alter table {table} add primary key (…);), name columns that tell its rows apart in sources.{source}.keyColumns, or leave it with sources.{source}.tables.exclude."),
        new("key-columns", Error, static (source, table) => source.NamedKey(table)?.Columns.Any(name => table.Columns.All(column => column.Name != name)) == true,
            "does not have every column that sources.{source}.keyColumns names", "Correct sources.{source}.keyColumns, or run `bifrost schema pull` if the table has changed."),
        new("key-identity", Error, static (source, table) => source.NamedKey(table) is { } named && table.Identity != TableIdentity.Full && !named.Columns.All(column => Identity(table).Contains(column)),
            "does not log the key columns of old rows, so that deletes and key changes arrive without them", "Run at the source: alter table {table} replica identity full;"),
        new("table-name", Error, static (_, table) => Blank().IsMatch(table.FullName), "has a blank in its name, at which the sink stops", "Rename it at the source, or leave it with sources.{source}.tables.exclude."),
        new("partitioned", Warning, static (source, table) => table.Kind == TableKind.Partitioned && source.Source.Publication.Autocreate == "disabled",
            "is partitioned, and rows of its partitions arrive only if the publication says so", "Make it so at the source: alter publication {publication} set (publish_via_partition_root = true);"),
        new("partitioned-lost", Error, static (source, table) => table.Kind == TableKind.Partitioned && source.Setting("publish.via.partition.root", "false") != "true",
            "is partitioned, and changes of its rows would go to topics of its partitions, which no sink reads as the table's", "Take publish.via.partition.root out of sources.{source}.config."),
    ];

    public static IReadOnlyList<SourceRule> OfSource { get; } =
    [
        new("tables-unknown", Warning, static source => source.Known is null ? [""] : [],
            "has no entry in bifrost.tables.yml: nothing can be said of its tables, and no setting chosen by them", "Run `bifrost schema pull`, then `bifrost render`, and commit both."),
        new("unmatched", Warning, static source => source.Known is { } known ? source.Source.Tables.Include.Where(pattern => !known.Tables.Any(table => Wildcard.Matches(pattern, table.FullName))) : [],
            "names '{detail}', and no table matched it when bifrost.tables.yml was pulled", "Correct sources.{source}.tables, or run `bifrost schema pull` if the table is new."),
        new("type-shadowed", Error, static source => source.Known?.Shadows ?? [],
            "has the table or type '{detail}' in its database, with the name of a type of PostgreSQL's own; Debezium takes one for the other, and columns of that type arrive as bytes or NULL",
            "Rename it at the source."),
        new("enum-domain", Error, static source => source.Known?.EnumDomains ?? [],
            "has the domain '{detail}' over an enum in its database, captured or not, at which Debezium stops when it starts", "Use the enum itself, or a domain over text with a check; or replicate with the embedded worker."),
        new("json-schemas", Error, static source => source.Cluster.Converter is Converter.Json { Schemas: false } ? [""] : [],
            "writes JSON without schemas, of which the JDBC sinks can make no row", "Set schemas: true on the cluster's converter."),
    ];

    private static IReadOnlyList<string> Identity(CapturedTable table) => table.Identity switch
    {
        TableIdentity.Default => table.PrimaryKey,
        TableIdentity.Index => table.IdentityColumns,
        _ => [],
    };

    [GeneratedRegex(@"\s")]
    private static partial Regex Blank();
}
