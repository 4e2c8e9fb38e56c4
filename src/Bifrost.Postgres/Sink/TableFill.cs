using Bifrost.Postgres.Sessions;
using Bifrost.Postgres.Sink.Bulk;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Source;
using Npgsql;

namespace Bifrost.Postgres.Sink;

/// <summary>
/// Puts a snapshot's rows into one table so that afterwards the table equals them, whatever was there: rows of an unfinished snapshot, of an earlier life of the sink.
/// Readers see the rows before or the rows after, never an empty table: nothing is truncated.
/// </summary>
internal sealed class TableFill(NpgsqlConnection connection, string sink, TableLoad load, TargetTable target, SnapshotSelect select, CopyFormat format)
{
    private const string Load = "pg_temp.bifrost_load";

    /// <summary>64 KB: the size of a read from the socket; larger gained nothing.</summary>
    private const int BufferBytes = 64 << 10;

    private readonly string _table = SqlText.Table(load.Route.Target);
    private readonly string _columns = SqlText.Names(select.Targets.Select(static c => c.Name));

    /// <param name="isNew">The table was made in this transaction: nobody else can see it, so its rows may be written as if they had always been there.</param>
    /// <param name="isShared">Other tables feed the target too: rows that the snapshot lacks are theirs, and stay.</param>
    /// <param name="open">The rows. Opened when the target is ready for them: others may wait for the same.</param>
    public async Task FillAsync(Func<Task<Stream>> open, bool isNew, bool isShared, Action<long> loaded, CancellationToken cancellation)
    {
        var key = load.Route.Key;
        var hasRows = !isNew && await HasRowsAsync(cancellation).ConfigureAwait(false);
        if (load.Route.InsertMode == InsertMode.Update || (hasRows && key.Count > 0 && target.IsUnique(key)))
        {
            await MergeAsync(open, isShared, loaded, cancellation).ConfigureAwait(false);
            return;
        }

        if (hasRows && isShared)
            throw SchemaFaults.SharedLoad(sink, load.Table.Name, load.Route.Target);
        if (hasRows)
            await RunAsync($"delete from {_table}", cancellation).ConfigureAwait(false);
        await CopyAsync($"{_table} ({_columns})", open, isNew ? "freeze true" : null, loaded, cancellation).ConfigureAwait(false);
    }

    /// <summary>Rows replace those of the same key and join the others; none is taken away.</summary>
    public Task AddAsync(Func<Task<Stream>> open, Action<long> loaded, CancellationToken cancellation) => MergeAsync(open, isShared: true, loaded, cancellation);

    private async Task MergeAsync(Func<Task<Stream>> open, bool isShared, Action<long> loaded, CancellationToken cancellation)
    {
        await RunAsync($"create temp table bifrost_load on commit drop as select {_columns} from {_table} with no data", cancellation).ConfigureAwait(false);
        await CopyAsync(Load, open, null, loaded, cancellation).ConfigureAwait(false);
        await RunAsync($"analyze {Load}", cancellation).ConfigureAwait(false);
        var same = string.Join(" and ", load.Route.Key.Select(static k => $"l.{SqlText.Name(k)} = t.{SqlText.Name(k)}"));
        var set = select.Targets.Where(c => !load.Route.Key.Contains(c.Name) && !c.IsIdentityAlways).Select(static c => SqlText.Name(c.Name)).ToList();
        if (load.Route.Deletes == DeleteMode.Delete && !isShared && load.Route.InsertMode != InsertMode.Update)
            await RunAsync($"delete from {_table} as t where not exists (select 1 from {Load} as l where {same})", cancellation).ConfigureAwait(false);
        if (load.Route.InsertMode == InsertMode.Update && set.Count > 0)
            await RunAsync($"update {_table} as t set {string.Join(", ", set.Select(static c => $"{c} = l.{c}"))} from {Load} as l where {same}", cancellation).ConfigureAwait(false);
        else if (load.Route.InsertMode != InsertMode.Update)
        {
            await RunAsync(
                $"insert into {_table} ({_columns}){(select.Targets.Any(static c => c.IsIdentityAlways) ? " overriding system value" : "")} select {_columns} from {Load} "
                + $"on conflict ({SqlText.Names(load.Route.Key)}) do {(set.Count == 0 ? "nothing" : "update set " + string.Join(", ", set.Select(static c => $"{c} = excluded.{c}")))}",
                cancellation).ConfigureAwait(false);
        }

        await RunAsync($"drop table {Load}", cancellation).ConfigureAwait(false);
    }

    private async Task CopyAsync(string into, Func<Task<Stream>> open, string? option, Action<long> loaded, CancellationToken cancellation)
    {
        try
        {
            await using var copy = await CopyInto.BeginAsync(connection, into, format, option, cancellation).ConfigureAwait(false);
            await using var rows = await open().ConfigureAwait(false);
            await PumpAsync(rows, copy.Stream, format == CopyFormat.Binary ? new BinaryRows().Count : TextRows, loaded, cancellation).ConfigureAwait(false);
            await copy.CompleteAsync().ConfigureAwait(false);
        }
        catch (PostgresException e) when (RowFaults.IsOfRow(e))
        {
            throw new ReplicationException(
                FailureKind.RowRefused,
                $"Sink {sink}: the target refused a row of the snapshot of {load.Table.Name} for {load.Route.Target}: {RowFaults.Reason(e)}. Mend the target's table or the row, then restart the task: the snapshot begins again.",
                e);
        }
    }

    private static async Task PumpAsync(Stream from, Stream to, Func<ReadOnlySpan<byte>, long> count, Action<long> loaded, CancellationToken cancellation)
    {
        var buffer = new byte[BufferBytes];
        int used;
        do
        {
            used = await from.ReadAtLeastAsync(buffer, BufferBytes / 2, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            loaded(count(buffer.AsSpan(0, used)));
            await to.WriteAsync(buffer.AsMemory(0, used), cancellation).ConfigureAwait(false);
        }
        while (used > 0);
    }

    /// <summary>A newline inside a value is escaped in text, so each one ends a row.</summary>
    private static long TextRows(ReadOnlySpan<byte> bytes) => bytes.Count((byte)'\n');

    private async Task<bool> HasRowsAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select exists (select 1 from {_table})", connection);
        return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is true;
    }

    private async Task RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}
