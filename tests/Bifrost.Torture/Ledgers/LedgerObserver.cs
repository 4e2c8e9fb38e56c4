using System.Globalization;
using Bifrost.Replication.Changes;
using Bifrost.Testing;
using Npgsql;

namespace Bifrost.Torture.Ledgers;

/// <summary>A reader of a replica that looks all the time, and keeps what it saw that must not be. Only a replica whose snapshot is complete is judged; the same view says whether it is.</summary>
internal sealed class LedgerObserver : IAsyncDisposable
{
    private const int KeptFaults = 20;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly ScratchDatabase _replica;
    private readonly string _look;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<string> _faults = [];
    private readonly Task _looking;
    private NpgsqlConnection? _connection;
    private Seen? _last;
    private int _epoch;
    private volatile bool _isClosed;

    public LedgerObserver(ScratchDatabase replica, string sink)
    {
        _replica = replica;
        _look = $"""
            select coalesce(p.completed, false), p.generation, p.end_lsn, array(select w.fault from ({Ledger.Wrong}) w(fault) limit 5),
                   array(select n from counter order by writer) || array(select moves from counter order by writer) || array(select batch from bulk_head)
            from (select bool_and(snapshot_completed) completed, max(generation) generation, max(end_lsn)::text end_lsn from bifrost.progress where sink = '{sink}') p
            """;
        _looking = Task.Run(LookAsync);
    }

    /// <summary>Looks at a complete replica.</summary>
    public long Looks { get; private set; }

    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_gate)
                return [.. _faults];
        }
    }

    /// <summary>Numbers may be smaller from here on: a server was put back to an earlier state. To be said while nothing can be seen, or a look would fall between.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _last = null;
            _epoch++;
        }
    }

    /// <summary>Nothing is looked at until <see cref="Open"/>; then numbers may be smaller. COMMIT does not wait for the replica's disk, so its crash takes the last ones back, and a backend may answer when its postmaster is dead.</summary>
    public void Close()
    {
        Forget();
        _isClosed = true;
    }

    public void Open() => _isClosed = false;

    /// <summary>The sink was reset, and counts its generations from the first again. What the replica holds does not go back. To be said while it has no position.</summary>
    public void ForgetPosition()
    {
        lock (_gate)
        {
            _last = _last is { } last ? last with { Generation = 0, EndLsn = Lsn.None } : null;
            _epoch++;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await LeaveAsync();
        _stop.Dispose();
    }

    /// <summary>What is wrong between two looks: nothing that counts may go backwards.</summary>
    internal static string? Backwards(Seen before, Seen now)
    {
        if (now.Generation < before.Generation || (now.Generation == before.Generation && now.EndLsn < before.EndLsn))
            return $"the position went from {before.EndLsn} of generation {before.Generation} back to {now.EndLsn} of {now.Generation}";
        return before.Counts.Zip(now.Counts).Any(static pair => pair.Second < pair.First)
            ? $"counts went from {string.Join(' ', before.Counts)} back to {string.Join(' ', now.Counts)}"
            : null;
    }

    private async Task LookAsync()
    {
        using var pace = new PeriodicTimer(Pace);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await OnceAsync();
            }
            catch (NpgsqlException e)
            {
                // A server that is down, as it is meant to be, is looked at when it is up.
                if (!Outage.Is(e))
                    Note([$"a look failed: {e.Message}"]);
                await LeaveAsync();
            }

            await pace.WaitForNextTickAsync(_stop.Token);
        }
    }

    private async Task OnceAsync()
    {
        if (_isClosed)
            return;
        _connection ??= await _replica.OpenAsync();
        int epoch;
        lock (_gate)
            epoch = _epoch;
        await using var command = new NpgsqlCommand(_look, _connection);
        await using var reader = await command.ExecuteReaderAsync(_stop.Token);
        await reader.ReadAsync(_stop.Token);
        if (!reader.GetBoolean(0))
            return;
        var now = new Seen(reader.GetInt32(1), Lsn.Parse(reader.GetString(2)), reader.GetFieldValue<int[]>(4));
        Looks++;
        Note(reader.GetFieldValue<string[]>(3));
        lock (_gate)
        {
            if (epoch != _epoch || _isClosed)
                return;
            if (_last is { } before && Backwards(before, now) is { } fault)
                Note([fault]);
            _last = now;
        }
    }

    private void Note(IEnumerable<string> faults)
    {
        lock (_gate)
            _faults.AddRange(faults.Select(fault => string.Create(CultureInfo.InvariantCulture, $"look {Looks}: {fault}")).Take(KeptFaults - _faults.Count));
    }

    private async Task LeaveAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _connection = null;
    }
}

/// <param name="Counts">Numbers that only grow.</param>
internal sealed record Seen(int Generation, Lsn EndLsn, int[] Counts);
