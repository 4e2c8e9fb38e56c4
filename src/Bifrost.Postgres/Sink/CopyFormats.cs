using System.Collections.Frozen;
using Bifrost.Replication.Source;

namespace Bifrost.Postgres.Sink;

/// <summary>Whether a table's rows can go from source to target in binary: where every column has the same type on both sides, and the type means the same on every server.</summary>
internal static class CopyFormats
{
    /// <summary>PostgreSQL's own types with a binary form. A user's type has another OID on each server, and arrays of it carry that; xml is converted by encoding.</summary>
    private static readonly FrozenSet<string> Same = new[]
    {
        "boolean", "smallint", "integer", "bigint", "real", "double precision", "numeric", "text", "character varying", "character", "\"char\"", "name", "bytea", "date",
        "time without time zone", "time with time zone", "timestamp without time zone", "timestamp with time zone", "interval", "uuid", "json", "jsonb", "inet", "cidr", "macaddr",
        "macaddr8", "bit", "bit varying", "money", "oid", "point", "line", "lseg", "box", "path", "polygon", "circle", "tsvector", "int4range", "int8range", "numrange", "tsrange",
        "tstzrange", "daterange", "int4multirange", "int8multirange", "nummultirange", "tsmultirange", "tstzmultirange", "datemultirange",
    }.ToFrozenSet();

    public static CopyFormat Of(SourceTable table, SnapshotSelect select) =>
        select.Select is null && select.Columns.Zip(select.Targets).All(pair => IsSame(table.Columns.FirstOrDefault(c => c.Name == pair.First)?.Type, pair.Second.Type))
            ? CopyFormat.Binary
            : CopyFormat.Text;

    private static bool IsSame(string? source, string target) => source == target && Same.Contains(Plain(target));

    /// <summary>Without modifier and array: <c>timestamp(3) without time zone[]</c> is <c>timestamp without time zone</c>.</summary>
    private static string Plain(string type)
    {
        var plain = type.EndsWith("[]", StringComparison.Ordinal) ? type[..^2] : type;
        var open = plain.IndexOf('(', StringComparison.Ordinal);
        return open < 0 ? plain : plain[..open] + plain[(plain.IndexOf(')', open) + 1)..];
    }
}
