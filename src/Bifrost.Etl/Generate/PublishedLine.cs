using System.Text;
using Bifrost.Etl.Tables;

namespace Bifrost.Etl.Generate;

/// <summary>Writes a file as the publisher does: ISO-8859-1, <c>;</c>, CRLF, texts padded with blanks, no quotes unless a text needs them.</summary>
internal sealed class PublishedLine(EtlTable table, Stream output) : IDisposable
{
    private readonly StreamWriter _writer = new(output, Encoding.Latin1, 1 << 16, leaveOpen: true) { NewLine = "\r\n" };

    /// <summary>The names as published: the permits' <c>MES_MISSAO</c> too.</summary>
    public void WriteHeader() => _writer.WriteLine(string.Join(';', table.Columns.Select(column =>
        table == EtlTable.Portes && column.Kind == ColumnKind.Month ? "MES_MISSAO" : column.Name.ToUpperInvariant())));

    /// <param name="values">One for each column of the table, without padding.</param>
    public void Write(IReadOnlyList<string> values)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (i > 0)
                _writer.Write(';');
            var padded = values[i].PadRight(table.Columns[i].Width);
            _writer.Write(padded.AsSpan().ContainsAny(';', '"') ? $"\"{padded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : padded);
        }
        _writer.WriteLine();
    }

    public void Dispose() => _writer.Dispose();
}
