using System.Text.RegularExpressions;
using Bifrost.Topology;
using Bifrost.Topology.Tables;
using static Bifrost.Templates.Findings.FindingSeverity;

namespace Bifrost.Templates.Findings;

/// <summary>What happens to values of a column between PostgreSQL, Debezium 3.6 and its JDBC sink, measured in the snapshot and in the stream. Types that are not named arrive as they are.</summary>
internal static partial class ColumnRules
{
    private const string Exclude = "Leave the column with sources.{source}.columns.exclude, or replicate with the embedded worker.";
    private const string Made = "`bifrost schema create` makes it; where PostgreSQL wants a superuser for that, it prints the SQL.";

    /// <summary>Others arrive as the bytes of their text.</summary>
    private static readonly string[] Carried =
    [
        "smallint", "integer", "bigint", "boolean", "text", "uuid", "bytea", "xml", "ltree", "tsvector", "numeric", "money", "character", "character varying", "\"char\"", "citext", "name", "json", "jsonb",
        "time without time zone", "timestamp without time zone", "timestamp with time zone", "interval", "inet", "cidr", "macaddr", "macaddr8", "bit", "bit varying", "oid", "date", "real",
        "double precision", "time with time zone", "hstore", "point",
    ];

    private static readonly string[] CarriedElements =
    [
        "smallint", "integer", "bigint", "text", "character varying", "character", "citext", "uuid", "boolean", "json", "jsonb", "real", "double precision", "oid", "ltree", "tsvector",
    ];

    /// <summary>As are enums and ranges.</summary>
    private static readonly string[] HelpedElements = ["numeric", "inet", "cidr", "macaddr", "macaddr8", "timestamp with time zone"];

    private static readonly string[] LostElements = ["interval", "xml", "money", "bit varying", "name", "point"];

    /// <summary>In tables that the sink makes these become text or bytea.</summary>
    private static readonly string[] OtherWhenMade = ["numeric", "money", "interval"];

    public static IReadOnlyList<ColumnRule> All { get; } =
    [
        new("generated", Error, static one => one.Column.Generated is not null,
            "is generated, and PostgreSQL does not send its values: inserts would leave NULL, updates the old value",
            "Take column.exclude.list out of sources.{source}.config, or add the column to it; `bifrost schema create` has the replica generate it."),
        new("null-default", Error, static one => one.Column is { Nullable: true, Default: not null, Generated: null } && ReplacesNull(one.Source),
            "has a default, and this converter turns NULL into the default",
            "Use the json converter or Confluent's Avro, or drop the default at the source: alter table {table} alter column {column} drop default;"),
        new("avro-name", Error, static one => one.Source.Cluster.Converter is Converter.Avro && !AvroName().IsMatch(one.Column.Name)
                && (one.Source.KeyOf(one.Table).Contains(one.Column.Name) || !one.Source.Propagates(one.Table, one.Column)),
            "has a name that Avro does not know: the sink looks for a column of another name",
            "Use the json converter, rename the column, or leave it with sources.{source}.columns.exclude."),
        new("nested-array", Error, static one => one.Column.Dimensions > 1,
            "is an array of arrays, whose inner arrays arrive as NULL", $"Store it as jsonb at the source. {Exclude}"),
        new("lost-array", Error, static one => LostElements.Contains(one.Element), "is {type}, which arrives as NULL", Exclude),
        new("stopping-array", Error, static one => one.Element is not null && !LostElements.Contains(one.Element) && (one.HasDomainElements || (!CarriedElements.Contains(one.Element) && !IsHelped(one))),
            "is {type}, which the sink cannot write", $"Store it as text[] or jsonb at the source. {Exclude}"),
        new("array-cast", Warning, static one => one.Element is not null && !one.HasDomainElements && IsHelped(one),
            "is an array at which the sink stops unless the target has a cast from text[], or for timestamptz a domain of the name that the sink asks for", Made),
        new("bytes", Warning, ArrivesAsBytes,
            "arrives as the bytes of its text: the sink stops unless the target has a cast from bytea", Made),
        new("point", Warning, static one => one is { IsBase: true, Type: "point" }, "is a point, for which the sink calls st_geomfromwkb: it stops unless the target has that function", Made),
        new("hstore", Warning, static one => one is { IsBase: true, Type: "hstore" }, "is an hstore, which arrives as JSON: the sink stops unless the target has a cast from json", Made),
        new("bit-varying", Error, static one => one is { IsBase: true, Type: "bit varying" } && one.Column.BaseType.Contains('('),
            "is {type}, whose shorter values arrive filled up with zeros", $"Drop the length at the source: alter table {{table}} alter column {{column}} type bit varying; or {Exclude}"),
        new("sink-made", Warning, static one => (ArrivesAsBytes(one) || (one.IsBase && OtherWhenMade.Contains(one.Type))) && one.Source.SinksOf(one.Table).Any(static sink => sink.MakesTables),
            "becomes text or bytea in a table that the sink makes (evolution: basic)", "Run `bifrost schema create` before the first `bifrost apply`, or set evolution: none on the targets, and a missing table is an error."),
        new("timetz", Warning, static one => one is { IsBase: true, Type: "time with time zone" }, "arrives as the same instant in UTC: the zone is lost", "Use timestamptz, or a time and a zone in two columns, or accept it."),
        new("float", Warning, static one => one.Source.Cluster.Converter is Converter.Json && (one.Element ?? one.Type) is "real" or "double precision",
            "arrives as 0 where it is NaN or an infinity, and as 0 where it is -0: JSON has no such numbers", "Use Avro, or accept it where such values do not occur."),
        new("decimal", Error, static one => (one.Element ?? one.Type) is "numeric" or "money" && one.Source.Setting("decimal.handling.mode", "precise") == "double",
            "loses the digits that a double does not hold", "Take `decimal` out of sources.{source}: 'string' keeps every digit."),
        new("decimal-zeros", Warning, static one => (one.Element ?? one.Type) is "numeric" && one.Source.Setting("decimal.handling.mode", "precise") == "precise",
            "arrives as NULL where it is NaN or an infinity, and without trailing zeros where it has no scale", "Take `decimal` out of sources.{source}: 'string' keeps them."),
        new("decimal-infinity", Warning, static one => one.Column.BaseType == "numeric" && one.Source.Setting("decimal.handling.mode", "precise") == "string",
            "stops the sink where it is an infinity", "Forbid infinities at the source with a check, give the column a precision, or accept it where they do not occur."),
        new("decimal-array", Warning, static one => one.Element == "numeric" && one.Source.Setting("decimal.handling.mode", "precise") == "string",
            "arrives as NULL, all of it, where an element is NaN or an infinity", "Forbid such elements at the source with a check, or accept it where they do not occur."),
        new("date", Warning, static one => one is { IsBase: true, Type: "date" },
            "arrives as -infinity where it is infinity, and as a date after Christ where it is one before, in the snapshot", "Forbid such dates at the source with a check, or accept it where they do not occur."),
        new("timestamp", Warning, static one => one is { IsBase: true, Type: "timestamp without time zone" },
            "arrives as the year 294247 where it is infinity", "Use timestamptz, forbid infinity at the source with a check, or accept it where it does not occur."),
        new("time", Warning, static one => one is { IsBase: true, Type: "time without time zone" }, "stops the task where it is 24:00:00", "Forbid 24:00 at the source with a check, or accept it where it does not occur."),
    ];

    private static bool IsHelped(ColumnCase one) => one.Column.ElementKind is CapturedKind.Enum or CapturedKind.Range || HelpedElements.Contains(one.Element);

    private static bool ArrivesAsBytes(ColumnCase one) => one.Column.Kind is CapturedKind.Composite or CapturedKind.Multirange || (one.IsBase && !Carried.Contains(one.Type));

    private static bool ReplacesNull(SourceCase source) => source.Cluster.Converter switch
    {
        Converter.Avro { Flavour: RegistryFlavour.Apicurio } => true,
        Converter.Avro => source.Setting("value.converter.ignore.default.for.nullables", "false") != "true",
        _ => source.Setting("value.converter.replace.null.with.default", "true") != "false",
    };

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex AvroName();
}
