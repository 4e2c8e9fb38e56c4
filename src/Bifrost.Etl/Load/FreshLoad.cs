using Bifrost.Etl.Clean;
using Bifrost.Etl.Tables;
using Npgsql;

namespace Bifrost.Etl.Load;

/// <summary>
/// Copies a file straight into its table where the table has nothing of the file's years and its unique constraint sees to the grain: then every row is
/// new, and there is nothing to compare. Where it turns out otherwise, what was copied is taken back.
/// </summary>
internal sealed class FreshLoad(Session session, EtlTable table)
{
    private const string Savepoint = "etl_fresh";

    private readonly TableSql _sql = new(table);
    private readonly int _year = table.Columns.ToList().IndexOf(table.Year);

    /// <summary>Whether the file is loaded; if not, nothing of it is.</summary>
    public async Task<bool> TryAsync(InputPass pass)
    {
        if (!await session.ScalarAsync<bool>(_sql.GuardsGrain).ConfigureAwait(false))
            return false;
        var held = await session.ScalarAsync<int[]>(_sql.YearsHeld(ColumnCleaner.EarliestYear, pass.LatestYear)).ConfigureAwait(false) ?? [];
        await session.ExecuteAsync($"savepoint {Savepoint}").ConfigureAwait(false);
        if (await CopyAsync(pass, [.. held]).ConfigureAwait(false))
            return true;
        await session.ExecuteAsync($"rollback to savepoint {Savepoint}").ConfigureAwait(false);
        return false;
    }

    private async Task<bool> CopyAsync(InputPass pass, HashSet<int> held)
    {
        var sink = new CopySink(session, _sql.CopyRows, withLine: false, row => held.Contains(row[_year].Number!.Value));
        await using var _ = sink.ConfigureAwait(false);
        try
        {
            await pass.ReadAsync(sink, session.Cancellation).ConfigureAwait(false);
            await (sink.HasRefused ? sink.CancelAsync() : sink.CompleteAsync()).ConfigureAwait(false);
            return !sink.HasRefused;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Two rows became one when they were cleaned: they must be added up first.
            return false;
        }
    }
}
