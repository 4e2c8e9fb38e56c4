using Bifrost.Etl.Tables;
using Npgsql;

namespace Bifrost.Etl.Load;

/// <summary>Makes a table equal to the staged file for the years that the file covers, with no more changes than it needs.</summary>
internal sealed class Difference(Session session, EtlTable table)
{
    private readonly TableSql _sql = new(table);

    /// <summary>Adds up rows of one grain; answers how many rows vanished that way and the years that are left.</summary>
    public async Task<(long Merged, int[] Years)> MergeAsync()
    {
        await session.ExecuteAsync(_sql.CreateImage).ConfigureAwait(false);
        return (await session.ScalarAsync<long>(_sql.Merged).ConfigureAwait(false), await session.ScalarAsync<int[]>(_sql.Years).ConfigureAwait(false) ?? []);
    }

    /// <exception cref="EtlException">A year would lose more of its rows than is allowed.</exception>
    public async Task<(long Inserted, long Updated, long Deleted, long Unchanged)> ApplyAsync(string file, decimal maxDeletesPercent)
    {
        await session.ExecuteAsync(_sql.CreateChange).ConfigureAwait(false);
        await CheckDeletionsAsync(file, maxDeletesPercent).ConfigureAwait(false);
        var unchanged = await session.ScalarAsync<long>(_sql.Unchanged).ConfigureAwait(false);
        var deleted = await session.ExecuteAsync(_sql.Delete).ConfigureAwait(false);
        var updated = await session.ExecuteAsync(_sql.Update).ConfigureAwait(false);
        var inserted = await session.ExecuteAsync(_sql.Insert).ConfigureAwait(false);
        return (inserted, updated, deleted, unchanged);
    }

    private async Task CheckDeletionsAsync(string file, decimal maxPercent)
    {
        await using var command = new NpgsqlCommand(_sql.Deletions, session.Connection);
        await using var years = await command.ExecuteReaderAsync(session.Cancellation).ConfigureAwait(false);
        while (await years.ReadAsync(session.Cancellation).ConfigureAwait(false))
        {
            var (year, lost, had) = (years.GetInt32(0), years.GetInt64(1), years.GetInt64(2));
            if (lost > EtlOptions.DeletionsAlwaysAllowed && lost * 100m > maxPercent * had)
                throw LoadFaults.TooManyDeletions(file, table, year, lost, had, maxPercent);
        }
    }
}
