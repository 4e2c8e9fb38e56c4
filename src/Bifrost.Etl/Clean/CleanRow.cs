using Bifrost.Etl.Tables;

namespace Bifrost.Etl.Clean;

/// <summary>One cleaned row, reused from line to line: by column position, a text (null for blank) or a number.</summary>
internal sealed class CleanRow(EtlTable table)
{
    public EtlTable Table { get; } = table;

    /// <summary>The texts; meaningful where the column's type is <c>text</c>.</summary>
    public string?[] Texts { get; } = new string?[table.Columns.Count];

    /// <summary>Years, months and totals; flags as 1, 0, and null for blank.</summary>
    public int?[] Numbers { get; } = new int?[table.Columns.Count];
}
