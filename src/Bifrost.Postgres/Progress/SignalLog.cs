using System.Text.Json;
using Bifrost.Postgres.Sink;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Signals;
using Npgsql;

namespace Bifrost.Postgres.Progress;

/// <summary>
/// <c>bifrost.signals_taken</c>, for one sink and one source: what each signal asked for and what became of it. Written in the transaction that moves the position past the signal, so that
/// one that was passed is never forgotten and never taken twice.
/// </summary>
/// <param name="stem">The source's <c>slot.name</c>.</param>
internal sealed class SignalLog(NpgsqlConnection connection, string sink, string stem)
{
    /// <summary>Ended signals that are kept for whoever asks: some months of one a day.</summary>
    private const int Kept = 200;

    /// <summary>What is noted, as if it were a signal, of a table that joined: it waits for its first copy.</summary>
    private const string FirstSnapshot = "first-snapshot";

    private const string OfSink = "where sink = $1 and stem = $2";

    private const string Take =
        """
        insert into bifrost.signals_taken (sink, stem, id, type, data, state, note, signal_lsn, ended_at) values ($1, $2, $3, $4, $5, $6, $7, $8, case when $6 <> 'waiting' then now() end)
        on conflict (sink, stem, id) do update set type = excluded.type, data = excluded.data, state = excluded.state, note = excluded.note, signal_lsn = excluded.signal_lsn,
          copied_lsn = null, copied_rows = null, number = excluded.number, taken_at = now(), ended_at = excluded.ended_at
        """;

    /// <summary>Carries out what is only a note, and notes what is to be done.</summary>
    public async Task<IReadOnlyList<SignalReport>> TakeAsync(SignalRow row, Lsn endLsn, CancellationToken cancellation)
    {
        if (SignalReader.Read(row) is not { } signal || signal is Signal.Window)
            return [];
        var (state, message) = signal switch
        {
            Signal.Execute execute => (SignalState.Waiting, $"A snapshot of {string.Join(", ", execute.Request.Collections)} was asked for."),
            Signal.Log log => (SignalState.Done, $"The signal says: {log.Message}"),
            Signal.Refused refused => (SignalState.Refused, $"The signal cannot be carried out: {refused.Reason}."),
            _ => (SignalState.Done, "Snapshots that were asked for before and are not done yet were told."),
        };
        var others = signal switch
        {
            Signal.Stop stop => await StopAsync(stop, cancellation).ConfigureAwait(false),
            Signal.Pause => await MoveAsync(SignalState.Waiting, SignalState.Paused, "It waits until it is resumed.", cancellation).ConfigureAwait(false),
            Signal.Resume => await MoveAsync(SignalState.Paused, SignalState.Waiting, "It was resumed.", cancellation).ConfigureAwait(false),
            _ => [],
        };
        await RunAsync(Take, [row.Id, row.Type, row.Data, Word(state), message, endLsn.ToString()], cancellation).ConfigureAwait(false);
        await RunAsync($"delete from bifrost.signals_taken {OfSink} and ended_at is not null and number <= (select max(number) - {Kept} from bifrost.signals_taken {OfSink})", [], cancellation).ConfigureAwait(false);
        return [new SignalReport(row.Id, row.Type, state, message), .. others];
    }

    /// <summary>All tables that wait for their first copy, else the oldest request of a signal that waits; null for none.</summary>
    public async Task<SnapshotRequest?> NextAsync(CancellationToken cancellation)
    {
        var joining = await JoiningAsync(cancellation).ConfigureAwait(false);
        return joining.Count > 0
            ? new SnapshotRequest(FirstSnapshot, SnapshotKind.Incremental, [.. joining.Select(static t => t.ToString())], []) { Joining = joining }
            : (await OpenAsync([SignalState.Waiting], cancellation).ConfigureAwait(false)).FirstOrDefault();
    }

    /// <summary>Notes that a table joined and waits for its first copy.</summary>
    public async Task<SignalReport> JoinAsync(TableName table, CancellationToken cancellation)
    {
        var message = $"The table {table} joined. It is copied as soon as a view of the source can be opened; until then its changes are passed over.";
        await RunAsync(Take, [IdOf(table), FirstSnapshot, JsonSerializer.Serialize<string[]>([table.Schema, table.Name]), Word(SignalState.Waiting), message, Lsn.None.ToString()], cancellation).ConfigureAwait(false);
        return new SignalReport(IdOf(table), FirstSnapshot, SignalState.Waiting, message);
    }

    /// <summary>The tables that wait for their first copy.</summary>
    public async Task<IReadOnlyList<TableName>> JoiningAsync(CancellationToken cancellation)
    {
        await using var command = RawText.Command(connection, $"select data from bifrost.signals_taken {OfSink} and type = $3 and state = $4 order by number", sink, stem, FirstSnapshot, Word(SignalState.Waiting));
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var tables = new List<TableName>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            if (JsonSerializer.Deserialize<string[]>(reader.GetString(0)) is [var schema, var name])
                tables.Add(new TableName(schema, name));
        }

        return tables;
    }

    /// <param name="copied">The view's position and the number of rows; null where nothing was copied.</param>
    public async Task<SignalReport> EndAsync(SnapshotRequest request, SignalState state, string message, (Lsn At, long Rows)? copied, CancellationToken cancellation)
    {
        string[] ids = request.Joining.Count == 0 ? [request.Id] : [.. request.Joining.Select(IdOf)];
        await RunAsync(
            $"update bifrost.signals_taken set state = $4, note = $5, copied_lsn = $6, copied_rows = $7, ended_at = now() {OfSink} and id = any ($3::text[])",
            [ArrayOf(ids), Word(state), message, copied?.At.ToString(), copied is { } some ? RawText.Of(some.Rows) : null], cancellation).ConfigureAwait(false);
        return new SignalReport(request.Id, request.Joining.Count == 0 ? SignalReader.ExecuteSnapshot : FirstSnapshot, state, message);
    }

    public Task ForgetAsync(CancellationToken cancellation) => RunAsync($"delete from bifrost.signals_taken {OfSink}", [], cancellation);

    private async Task<IReadOnlyList<SignalReport>> StopAsync(Signal.Stop stop, CancellationToken cancellation)
    {
        var reports = new List<SignalReport>();
        foreach (var request in await OpenAsync([SignalState.Waiting, SignalState.Paused], cancellation).ConfigureAwait(false))
        {
            string[] left = stop.Collections.Count == 0 ? [] : [.. request.Collections.Except(stop.Collections, StringComparer.Ordinal)];
            if (left.Length == 0)
                reports.Add(await EndAsync(request, SignalState.Stopped, "It was stopped before it was done; nothing was copied.", null, cancellation).ConfigureAwait(false));
            else if (left.Length < request.Collections.Count)
                await RunAsync($"update bifrost.signals_taken set data = jsonb_set(data::jsonb, '{{data-collections}}', to_jsonb($4::text[]))::text {OfSink} and id = $3", [request.Id, ArrayOf(left)], cancellation).ConfigureAwait(false);
        }

        return reports;
    }

    private async Task<IReadOnlyList<SignalReport>> MoveAsync(SignalState from, SignalState to, string message, CancellationToken cancellation)
    {
        var open = await OpenAsync([from], cancellation).ConfigureAwait(false);
        await RunAsync($"update bifrost.signals_taken set state = $4, note = $5 {OfSink} and state = $3", [Word(from), Word(to), message], cancellation).ConfigureAwait(false);
        return [.. open.Select(request => new SignalReport(request.Id, SignalReader.ExecuteSnapshot, to, message))];
    }

    private async Task<IReadOnlyList<SnapshotRequest>> OpenAsync(IReadOnlyList<SignalState> states, CancellationToken cancellation)
    {
        await using var command = RawText.Command(
            connection, $"select id, data from bifrost.signals_taken {OfSink} and type = $3 and state = any ($4::text[]) order by number",
            sink, stem, SignalReader.ExecuteSnapshot, ArrayOf([.. states.Select(Word)]));
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var requests = new List<SnapshotRequest>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            var row = new SignalRow(reader.GetString(0), SignalReader.ExecuteSnapshot, reader.IsDBNull(1) ? null : reader.GetString(1));
            if (SignalReader.Read(row) is Signal.Execute execute)
                requests.Add(execute.Request);
        }

        return requests;
    }

    private async Task RunAsync(string sql, string?[] values, CancellationToken cancellation)
    {
        await using var command = RawText.Command(connection, sql, [sink, stem, .. values]);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    private static string IdOf(TableName table) => $"{FirstSnapshot} of {table}";

    private static string Word(SignalState state) => state.ToString().ToLowerInvariant();

    /// <summary>An array as PostgreSQL reads it.</summary>
    private static string ArrayOf(string[] texts) => $"{{{string.Join(',', texts.Select(static t => $"\"{t.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""))}}}";
}
