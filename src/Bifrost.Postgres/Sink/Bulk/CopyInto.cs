using Bifrost.Replication.Source;
using Npgsql;

namespace Bifrost.Postgres.Sink.Bulk;

/// <summary>An open <c>COPY … FROM STDIN</c>, as bytes. Nothing else may be asked of the connection until it is completed or disposed of.</summary>
internal sealed class CopyInto : IAsyncDisposable
{
    private readonly Func<ValueTask> _complete;
    private readonly Func<Task> _cancel;
    private bool _isOver;

    private CopyInto(Stream stream, Func<ValueTask> complete, Func<Task> cancel) => (Stream, _complete, _cancel) = (stream, complete, cancel);

    public Stream Stream { get; }

    /// <param name="into">Table and columns, as SQL.</param>
    /// <param name="option">One more option of COPY, or null.</param>
    public static async Task<CopyInto> BeginAsync(NpgsqlConnection connection, string into, CopyFormat format, string? option, CancellationToken cancellation)
    {
        var options = string.Join(", ", new[] { format == CopyFormat.Binary ? "format binary" : null, option }.OfType<string>());
        var copy = $"copy {into} from stdin{(options.Length > 0 ? $" ({options})" : "")}";
        if (format == CopyFormat.Binary)
        {
            var raw = await connection.BeginRawBinaryCopyAsync(copy, cancellation).ConfigureAwait(false);
            return new CopyInto(raw, raw.DisposeAsync, raw.CancelAsync);
        }

        // Npgsql's raw copy takes binary only; its text writer is a StreamWriter over the same raw stream, so the bytes need not become characters.
        var writer = (NpgsqlCopyTextWriter)await connection.BeginTextImportAsync(copy, cancellation).ConfigureAwait(false);
        return new CopyInto(writer.BaseStream, writer.DisposeAsync, writer.CancelAsync);
    }

    /// <exception cref="PostgresException">A row was refused.</exception>
    public async Task CompleteAsync()
    {
        _isOver = true;
        await _complete().ConfigureAwait(false);
    }

    /// <summary>Gives the COPY up, unless it was completed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isOver)
            return;
        _isOver = true;
        await _cancel().ConfigureAwait(false);
    }
}
