using Bifrost.Etl.Tables;

namespace Bifrost.Etl.Clean;

/// <summary>One cleaned row, reused from line to line: a field for each column of the table.</summary>
internal sealed class CleanRow(EtlTable table)
{
    private readonly CleanField[] _fields = new CleanField[table.Columns.Count];

    public EtlTable Table { get; } = table;

    public ReadOnlySpan<CleanField> Fields => _fields;

    public CleanField this[int column]
    {
        get => _fields[column];
        set => _fields[column] = value;
    }
}
