using System.Globalization;
using Bifrost.Testing;
using Npgsql;

namespace Bifrost.Torture.Ledgers;

/// <summary>Writes random transactions on the source until it is told to stop. Where the server dies under it, it asks what became of its last one, and goes on from there.</summary>
internal sealed class LedgerWriter : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(90);

    private readonly ScratchDatabase _source;
    private readonly int _id;
    private readonly Random _random;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;
    private NpgsqlConnection? _connection;
    private int _number;
    private int _closed;
    private int _answered;

    public LedgerWriter(ScratchDatabase source, int id, int seed)
    {
        _source = source;
        _id = id;
        _random = new Random(unchecked((seed * 31) + id));
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Transactions that were answered.</summary>
    public long Written { get; private set; }

    /// <summary>Waits for the transaction that is being written; nothing is written until <see cref="Resume"/>.</summary>
    public async Task PauseAsync()
    {
        if (await Task.WhenAny(_turn.WaitAsync(), _writing) == _writing)
            await _writing;
    }

    public void Resume() => _turn.Release();

    /// <summary>The source was put back to an earlier state: what it answered is not there any more.</summary>
    public void Forget() => _answered = 0;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_connection is not null)
            await _connection.DisposeAsync();
        _stop.Dispose();
    }

    private async Task WriteAsync()
    {
        using var pace = new PeriodicTimer(Pace);
        while (!_stop.IsCancellationRequested)
        {
            await _turn.WaitAsync(_stop.Token);
            try
            {
                await OnceAsync();
            }
            catch (NpgsqlException e) when (Outage.Is(e))
            {
                await LeaveAsync();
            }
            finally
            {
                _turn.Release();
            }

            await pace.WaitForNextTickAsync(_stop.Token);
        }
    }

    private async Task OnceAsync()
    {
        _connection ??= await ConnectAsync();
        if (_number - _closed >= LedgerScripts.ClosesAt)
        {
            var upTo = _number - LedgerScripts.LeftOpen;
            await RunAsync(LedgerScripts.Close(_id, upTo));
            _closed = upTo;
            return;
        }

        switch (_random.Next(100))
        {
            case 0:
                await RunAsync(LedgerScripts.Bulk(_random));
                break;
            case < 4:
                await RunAsync(LedgerScripts.Touch(_id, _random));
                break;
            case < 20:
                await RunAsync(LedgerScripts.Move(_id, _random));
                break;
            default:
                await RunAsync(LedgerScripts.Movement(_id, _number + 1, _random));
                _answered = ++_number;
                break;
        }
    }

    private async Task RunAsync(string script)
    {
        await using var command = new NpgsqlCommand(script, _connection);
        await command.ExecuteNonQueryAsync();
        Written++;
    }

    /// <summary>The last transaction may have been committed without an answer; one that was answered must be there.</summary>
    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = await _source.OpenAsync();
        await using var command = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $"select n, closed from counter where writer = {_id}"), connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        (_number, _closed) = (reader.GetInt32(0), reader.GetInt32(1));
        return _number >= _answered ? connection : throw new Violation($"the source itself lost movement {_id}/{_answered}, which it had answered; it has {_number}");
    }

    private async Task LeaveAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _connection = null;
    }
}
