using Npgsql;

namespace Bifrost.Analytics.Report.Marts;

/// <summary>The columns of a mart's row, by position. A name or count that is NULL is shown as nothing and as 0.</summary>
internal readonly struct MartRow(NpgsqlDataReader reader)
{
    public string Text(int column) => reader.IsDBNull(column) ? "" : reader.GetString(column);

    public long Number(int column) => NumberOrNone(column) ?? 0;

    public long? NumberOrNone(int column) => reader.IsDBNull(column) ? null : Convert.ToInt64(reader.GetValue(column), System.Globalization.CultureInfo.InvariantCulture);

    public double? Measure(int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);

    public DateOnly? Day(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);

    public DateTimeOffset? Instant(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
