using System.Text.RegularExpressions;

namespace Bifrost.Templates.Parameters;

/// <summary>Names of types as <c>format_type</c> prints them.</summary>
internal static partial class PostgresType
{
    /// <summary>The type without modifier and schema: <c>timestamp(3) without time zone</c> gives <c>timestamp without time zone</c>, <c>public.hstore</c> gives <c>hstore</c>.</summary>
    public static string Name(string type) => Schema().Replace(Modifier().Replace(type, ""), "");

    [GeneratedRegex(@"\([-0-9,]+\)")]
    private static partial Regex Modifier();

    [GeneratedRegex("""^("[^"]+"|[^."]+)\.""")]
    private static partial Regex Schema();
}
