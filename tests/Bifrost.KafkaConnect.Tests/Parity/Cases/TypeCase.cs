using System.Globalization;

namespace Bifrost.KafkaConnect.Tests.Parity.Cases;

/// <summary>Cases of one column <c>v</c> of a type: its values and NULL in the snapshot; the same values inserted, updated to and from NULL, and deleted in the stream.</summary>
internal static class TypeCase
{
    private const int Streamed = 100;

    /// <summary>A type by its name.</summary>
    /// <param name="values">SQL expressions, at least one.</param>
    public static ParityCase Of(string type, params string[] values) => Named(type, type, values);

    /// <summary>Values of a type that are worth a row of their own.</summary>
    public static ParityCase Named(string name, string type, params string[] values)
    {
        var table = "app.t_" + Slug(name);
        return new ParityCase
        {
            Name = name,
            Shown = string.Join(", ", values),
            Table = table,
            Definition = $"create table {table} (id integer primary key, v {type})",
            Rows = $"insert into {table} values {Listed(1, values)}, (91, null), (92, {values[0]}), (93, {values[0]})",
            Changes =
            [
                $"insert into {table} values {Listed(1 + Streamed, values)}, (191, null)",
                $"update {table} set v = {values[0]} where id in (91, 191); update {table} set v = null where id = 92; delete from {table} where id = 93",
            ],
        };
    }

    /// <summary>The same with the table left to the sink.</summary>
    public static ParityCase BySink(this ParityCase one) => one with
    {
        Name = one.Name + ", made by the sink",
        Table = one.Table + "_s",
        Definition = one.Definition.Replace(one.Table, one.Table + "_s", StringComparison.Ordinal),
        Rows = one.Rows.Replace(one.Table, one.Table + "_s", StringComparison.Ordinal),
        Changes = [.. one.Changes.Select(change => change.Replace(one.Table, one.Table + "_s", StringComparison.Ordinal))],
        MadeBySink = true,
        Stops = Stops.Nothing,
    };

    public static ParityCase Stopping(this ParityCase one) => one with { Stops = Stops.KafkaSink };

    private static string Listed(int first, string[] values) =>
        string.Join(", ", values.Select((value, index) => string.Create(CultureInfo.InvariantCulture, $"({first + index}, {value})")));

    private static string Slug(string name) =>
        string.Concat(name.ToLowerInvariant().Replace("[]", "_array", StringComparison.Ordinal).Select(static letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')).Trim('_');
}
