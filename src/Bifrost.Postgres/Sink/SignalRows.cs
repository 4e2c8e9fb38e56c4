using Bifrost.Replication.Changes;
using Bifrost.Replication.Signals;

namespace Bifrost.Postgres.Sink;

/// <summary>From a row of the table of signals to what it says.</summary>
internal static class SignalRows
{
    /// <summary>Columns by name, in any case; a table without one of them gives signals of no type, which are refused with their reason.</summary>
    public static SignalRow Of(RowInserted row) => new(Text(row, "id") ?? "", Text(row, "type") ?? "", Text(row, "data"));

    private static string? Text(RowInserted row, string column)
    {
        for (var i = 0; i < row.Relation.Columns.Count; i++)
        {
            if (string.Equals(row.Relation.Columns[i].Name, column, StringComparison.OrdinalIgnoreCase))
                return WrittenColumn.Text(row.New[i]);
        }

        return null;
    }
}
