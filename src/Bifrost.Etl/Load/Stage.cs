using Bifrost.Etl.Clean;
using Bifrost.Etl.Extract;
using Bifrost.Etl.Rejects;
using Bifrost.Etl.Tables;
using Npgsql;
using NpgsqlTypes;

namespace Bifrost.Etl.Load;

/// <summary>Reads and cleans a file's rows and copies them into the session's stage, one row in memory at a time.</summary>
internal sealed class Stage(Session session, SourceFile file, RejectFile rejects, int latestYear, Action<EtlProgress> progress)
{
    /// <summary>Often enough for a smooth bar, seldom enough to cost nothing.</summary>
    private const int ProgressEvery = 5_000;

    private readonly IReadOnlyList<EtlColumn> _columns = file.Table.Columns;

    /// <summary>Rows read, the rejected ones among them.</summary>
    public async Task<long> FillAsync()
    {
        var cleaner = new RowCleaner(file.Table, file.Header.Positions, latestYear);
        var row = new CleanRow(file.Table);
        long read = 0;
        using var reader = file.Read();
        await using var copy = await session.Connection.BeginBinaryImportAsync(new TableSql(file.Table).Copy, session.Cancellation).ConfigureAwait(false);
        while (reader.Read())
        {
            if (++read % ProgressEvery == 0)
                progress(new(file.Input.Name, read, file.Rows));
            var reason = reader.IsMalformed ? "the quotes do not pair" : cleaner.Clean(reader.Fields, row);
            if (reason is null)
                await WriteAsync(copy, reader.Line, row).ConfigureAwait(false);
            else
                rejects.Add(reader.Line, reason, reader.Text);
        }
        await copy.CompleteAsync(session.Cancellation).ConfigureAwait(false);
        progress(new(file.Input.Name, read, read));
        return read;
    }

    private async ValueTask WriteAsync(NpgsqlBinaryImporter copy, long line, CleanRow row)
    {
        await copy.StartRowAsync(session.Cancellation).ConfigureAwait(false);
        await copy.WriteAsync(line, NpgsqlDbType.Bigint, session.Cancellation).ConfigureAwait(false);
        for (var i = 0; i < _columns.Count; i++)
            await WriteAsync(copy, _columns[i].SqlType, row.Texts[i], row.Numbers[i]).ConfigureAwait(false);
    }

    private Task WriteAsync(NpgsqlBinaryImporter copy, string type, string? text, int? number) => (type, text, number) switch
    {
        ("text", { } value, _) => copy.WriteAsync(value, NpgsqlDbType.Text, session.Cancellation),
        ("smallint", _, { } value) => copy.WriteAsync((short)value, NpgsqlDbType.Smallint, session.Cancellation),
        ("integer", _, { } value) => copy.WriteAsync(value, NpgsqlDbType.Integer, session.Cancellation),
        ("boolean", _, { } value) => copy.WriteAsync(value == 1, NpgsqlDbType.Boolean, session.Cancellation),
        _ => copy.WriteNullAsync(session.Cancellation),
    };
}
