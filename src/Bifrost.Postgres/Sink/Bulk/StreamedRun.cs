using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Source;
using Npgsql;

namespace Bifrost.Postgres.Sink.Bulk;

/// <summary>
/// A long run of one operation on one table, sent as it is read: inserts straight into the table, updates and deletes into a staging table. Nothing of it stays in memory but, for
/// updates, a hash of each key: no two rows of a merge may be the same row.
/// </summary>
internal sealed class StreamedRun : IAsyncDisposable
{
    private readonly TablePlan _plan;
    private readonly PendingKind _kind;
    private readonly IReadOnlyList<WrittenColumn> _columns;
    private readonly string? _stage;
    private readonly CopyInto _copy;
    private readonly CopyText _text;
    private readonly RowKeys? _keys;
    private readonly HashSet<ulong>? _seen;

    private StreamedRun(TablePlan plan, PendingKind kind, IReadOnlyList<WrittenColumn> columns, string? stage, CopyInto copy)
    {
        (_plan, _kind, _columns, _stage, _copy) = (plan, kind, columns, stage, copy);
        _text = new CopyText(copy.Stream);
        _keys = plan.IsKeyed ? new RowKeys([.. plan.Match.Select(static c => c.Source)]) : null;
        _seen = kind == PendingKind.Update ? [] : null;
    }

    public long Rows { get; private set; }

    /// <summary>Null where the change begins no run, or there is no staging table to be had.</summary>
    public static async Task<StreamedRun?> BeginAsync(NpgsqlConnection connection, StageTables stages, TablePlan plan, Change change, CancellationToken cancellation)
    {
        var kind = KindOf(change);
        IReadOnlyList<WrittenColumn> columns = kind switch
        {
            PendingKind.Insert => plan.Columns,
            PendingKind.Update => [.. plan.Columns.Where((_, i) => plan.WholeMask[i] == '1'), .. plan.Match],
            _ => plan.Match,
        };
        var stage = kind == PendingKind.Insert ? null : await stages.TakeAsync(plan.Route.Target, [.. columns.Select(static c => c.Target)], cancellation).ConfigureAwait(false);
        if (kind != PendingKind.Insert && (stage is null || !plan.IsKeyed || (kind == PendingKind.Update && columns.Count == plan.Match.Count)))
            return null;
        var into = stage ?? $"{SqlText.Table(plan.Route.Target)} ({SqlText.Names(columns.Select(static c => c.Target.Name))})";
        return new StreamedRun(plan, kind, columns, stage, await CopyInto.BeginAsync(connection, into, CopyFormat.Text, null, cancellation).ConfigureAwait(false));
    }

    /// <summary>To be ended, and gone on with as another run.</summary>
    public bool IsFull => Rows >= (_kind == PendingKind.Insert ? BulkLimits.CopyRows : BulkLimits.MergeRows);

    /// <summary>Of the run's table and operation.</summary>
    public bool IsOf(TablePlan plan, Change change) => ReferenceEquals(plan, _plan) && _kind == KindOf(change);

    /// <summary>False where the change does not belong to the run, which is then to be ended.</summary>
    public bool Takes(TablePlan plan, Change change) => IsOf(plan, change) && change switch
    {
        RowInserted => true,
        RowUpdated update => IsWhole(update) && _seen!.Add(_keys!.LongHashOf(update.New)),
        RowDeleted delete => _keys!.IsWhole(delete.Old),
        _ => false,
    };

    /// <summary>A change that <see cref="Takes"/>.</summary>
    public ValueTask AddAsync(Change change, CancellationToken cancellation)
    {
        var image = change switch { RowInserted insert => insert.New, RowUpdated update => update.New, _ => ((RowDeleted)change).Old };
        foreach (var column in _columns)
            column.WriteTo(_text, image);
        Rows++;
        return _text.EndRowAsync(cancellation);
    }

    /// <summary>Writes what was staged.</summary>
    /// <returns>Rows of the run that were not on the target.</returns>
    public async Task<long> EndAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await _text.FlushAsync(cancellation).ConfigureAwait(false);
        await _copy.CompleteAsync().ConfigureAwait(false);
        if (_stage is null)
            return 0;
        var sql = _kind == PendingKind.Delete ? BulkStatements.Delete(_plan, _stage) : BulkStatements.Update(_plan, _stage, [.. _columns.Take(_columns.Count - _plan.Match.Count)]);
        await using var command = new NpgsqlCommand(sql, connection);
        return Rows - await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    public bool IsOf(PendingKind kind) => _kind == kind;

    public TablePlan Plan => _plan;

    public async ValueTask DisposeAsync()
    {
        _text.Dispose();
        await _copy.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Every value is there, and the key is what it was.</summary>
    private bool IsWhole(RowUpdated update) =>
        Array.TrueForAll(update.New, static v => v.Kind != ValueKind.Missing) && _keys!.IsWhole(update.New) && (update.Old is not { } old || _keys.IsSame(old, update.New));

    private static PendingKind KindOf(Change change) => change switch { RowInserted => PendingKind.Insert, RowUpdated => PendingKind.Update, _ => PendingKind.Delete };
}
