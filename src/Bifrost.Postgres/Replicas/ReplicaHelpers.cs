using Bifrost.Postgres.Definitions;
using Bifrost.Postgres.Sessions;

namespace Bifrost.Postgres.Replicas;

/// <summary>Which types need a helper, and what makes it. Measured with Debezium 3.6 and its JDBC sink, in the snapshot and in the stream.</summary>
internal static class ReplicaHelpers
{
    private const string Schema = "create schema if not exists bifrost";

    /// <summary>Types that the source sends as what they are; others arrive as the bytes of their text.</summary>
    private static readonly string[] Known =
    [
        "smallint", "integer", "bigint", "boolean", "text", "uuid", "bytea", "xml", "ltree", "tsvector", "numeric", "money", "character", "character varying", "\"char\"", "citext", "name", "json", "jsonb",
        "time without time zone", "timestamp without time zone", "timestamp with time zone", "interval", "inet", "cidr", "macaddr", "macaddr8", "bit", "bit varying", "oid", "date", "real",
        "double precision", "time with time zone",
    ];

    /// <summary>Arrays of these, of enums and of ranges arrive as <c>text[]</c>. Others are written as they are, or not at all.</summary>
    private static readonly string[] CastElements = ["numeric", "inet", "cidr", "macaddr", "macaddr8"];

    /// <summary>The helpers of some columns, each once.</summary>
    public static IReadOnlyList<ReplicaHelper> For(IEnumerable<ColumnDefinition> columns) =>
        [.. columns.Select(Of).OfType<ReplicaHelper>().DistinctBy(static helper => helper.For).OrderBy(static helper => helper.For, StringComparer.Ordinal)];

    private static ReplicaHelper? Of(ColumnDefinition column)
    {
        if (column.Element is { } element)
            return OfArray(Bare(element), column.ElementKind);
        var type = Bare(column.Below ?? column.Type);
        return (column.Kind, NameOf(type)) switch
        {
            (TypeKind.Base, "point") => Point(),
            (TypeKind.Base, "hstore") => Hstore(type),
            (TypeKind.Composite or TypeKind.Multirange, _) => FromBytes(type),
            (TypeKind.Base, var name) when !Known.Contains(name) => FromBytes(type),
            _ => null,
        };
    }

    private static ReplicaHelper? OfArray(string element, TypeKind kind) => NameOf(element) switch
    {
        "timestamp with time zone" => ZonedArray(),
        var name when kind is TypeKind.Enum or TypeKind.Range || CastElements.Contains(name) => new ReplicaHelper(
            $"{element}[]", HasCast("text[]", $"{element}[]"), [$"create cast (text[] as {element}[]) with inout as assignment"]),
        _ => null,
    };

    private static ReplicaHelper FromBytes(string type)
    {
        var function = $"bifrost.{SqlText.Name($"bytea to {type}")}";
        return new ReplicaHelper(type, HasCast("bytea", type),
        [
            Schema,
            $"create or replace function {function}(bytea) returns {type} language sql stable strict as {SqlText.Literal($"select convert_from($1, 'UTF8')::{type}")}",
            $"create cast (bytea as {type}) with function {function}(bytea) as assignment",
        ]);
    }

    /// <summary>NULL in, NULL out; a value that is NULL stays one.</summary>
    private static ReplicaHelper Hstore(string type)
    {
        var space = type.Split('.')[0];
        var body = $"select coalesce({space}.hstore(array_agg(key), array_agg(value)), ''::{type}) from json_each_text($1)";
        return new ReplicaHelper(type, HasCast("json", type),
        [
            Schema,
            $"create or replace function bifrost.\"json to hstore\"(json) returns {type} language sql stable strict as {SqlText.Literal(body)}",
            $"create cast (json as {type}) with function bifrost.\"json to hstore\"(json) as assignment",
        ]);
    }

    /// <summary>The sink asks the server for an array of this name.</summary>
    private static ReplicaHelper ZonedArray() => new(
        "timestamp with time zone[]", "select to_regtype('public.\"timestamp(6) with time zone\"') is not null",
        ["create domain public.\"timestamp(6) with time zone\" as timestamp with time zone"]);

    /// <summary>The sink writes a point as well-known bytes through PostGIS' function: byte order, type, then two little-endian doubles.</summary>
    private static ReplicaHelper Point() => new(
        "point", "select to_regprocedure('public.st_geomfromwkb(bytea, integer)') is not null",
        [
            Schema,
            """
            create or replace function bifrost.float8_at(bytes bytea, at integer) returns float8 language plpgsql immutable strict as $float8$
            declare
              high integer := get_byte(bytes, at + 7) * 256 + get_byte(bytes, at + 6);
              exponent integer := (high >> 4) & 2047;
              sign float8 := case when high >= 32768 then -1 else 1 end;
              fraction float8 := high & 15;
            begin
              for i in reverse 5..0 loop
                fraction := fraction * 256 + get_byte(bytes, at + i);
              end loop;
              return case
                when exponent = 2047 and fraction > 0 then 'NaN'
                when exponent = 2047 then sign * 'infinity'::float8
                when exponent = 0 then sign * fraction * power(2::float8, -1074)
                else sign * (1 + fraction * power(2::float8, -52)) * power(2::float8, exponent - 1023)
              end;
            end $float8$
            """,
            "create function public.st_geomfromwkb(bytes bytea, srid integer) returns point language sql immutable as 'select point(bifrost.float8_at(bytes, 5), bifrost.float8_at(bytes, 13))'",
        ]);

    private static string HasCast(string from, string to) =>
        $"select exists (select 1 from pg_cast where castsource = {SqlText.Literal(from)}::regtype and casttarget = to_regtype({SqlText.Literal(to)}))";

    /// <summary>Without the modifier, which a cast has none of.</summary>
    private static string Bare(string type)
    {
        var from = type.IndexOf('(', StringComparison.Ordinal);
        return from < 0 || type.StartsWith('"') ? type : type[..from] + type[(type.IndexOf(')', StringComparison.Ordinal) + 1)..];
    }

    private static string NameOf(string type) => type.StartsWith('"') ? type : type.Split('.')[^1];
}
