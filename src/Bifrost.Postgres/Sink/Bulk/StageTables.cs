using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Npgsql;

namespace Bifrost.Postgres.Sink.Bulk;

/// <summary>The session's temporary tables into which rows are copied before they are merged. They stay for the session, and COMMIT empties them.</summary>
internal sealed class StageTables(NpgsqlConnection connection)
{
    private readonly Dictionary<string, string> _names = [];
    private readonly HashSet<string> _made = [];
    private readonly HashSet<string> _filled = [];
    private bool? _mayMake;
    private int _number;

    /// <summary>An empty table of these columns, typed as the target's; null where the session may have none, or no more.</summary>
    public async Task<string?> TakeAsync(TableName target, IReadOnlyList<TargetColumn> columns, CancellationToken cancellation)
    {
        var shape = $"{SqlText.Table(target)} {string.Join(", ", columns.Select(static c => $"{SqlText.Name(c.Name)} {c.Type}"))}";
        if (!_names.TryGetValue(shape, out var name))
        {
            if (_names.Count >= BulkLimits.Stages || !await MayMakeAsync(cancellation).ConfigureAwait(false))
                return null;
            name = $"bifrost_stage_{++_number}";
            await RunAsync($"create temp table {name} on commit delete rows as select {SqlText.Names(columns.Select(static c => c.Name))} from {SqlText.Table(target)} with no data", cancellation).ConfigureAwait(false);
            _names.Add(shape, name);
            _made.Add(shape);
        }

        var table = $"pg_temp.{name}";
        if (!_filled.Add(name))
            await RunAsync($"truncate {table}", cancellation).ConfigureAwait(false);
        return table;
    }

    public void Committed()
    {
        _made.Clear();
        _filled.Clear();
    }

    /// <summary>What this transaction made is gone with it.</summary>
    public void RolledBack()
    {
        foreach (var shape in _made)
            _names.Remove(shape);
        Committed();
    }

    private async ValueTask<bool> MayMakeAsync(CancellationToken cancellation)
    {
        if (_mayMake is { } known)
            return known;
        await using var command = new NpgsqlCommand("select has_database_privilege(current_database(), 'TEMP')", connection);
        _mayMake = await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is true;
        return _mayMake.Value;
    }

    private async Task RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}
