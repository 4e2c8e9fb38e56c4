using Bifrost.Etl.Tables;
using Npgsql;

namespace Bifrost.Etl.Load;

/// <summary>Makes a table equal to the staged file for the years that the file covers, with no more changes than it needs.</summary>
internal sealed class Difference(Session session, EtlTable table)
{
    private readonly TableSql _sql = new(table);

    /// <summary>Adds up rows of one grain.</summary>
    public async Task<Image> MergeAsync()
    {
        await session.ExecuteAsync(_sql.CreateImage).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(_sql.ImageOf, session.Connection);
        await using var row = await command.ExecuteReaderAsync(session.Cancellation).ConfigureAwait(false);
        await row.ReadAsync(session.Cancellation).ConfigureAwait(false);
        return new(row.GetInt64(0), [.. row.GetFieldValue<int[]>(1).Order()]);
    }

    /// <exception cref="EtlException">A year would lose more of its rows than is allowed.</exception>
    public async Task<Changes> ApplyAsync(string file, decimal maxDeletesPercent)
    {
        await session.ExecuteAsync(_sql.CreateChange).ConfigureAwait(false);
        var changes = await CountAsync().ConfigureAwait(false);
        if (changes.Deleted > EtlOptions.DeletionsAlwaysAllowed)
            await CheckDeletionsAsync(file, maxDeletesPercent).ConfigureAwait(false);
        // Each reads all changes: for a million rows that is a second that a load without such changes need not spend.
        if (changes.Deleted > 0)
            await session.ExecuteAsync(_sql.Delete).ConfigureAwait(false);
        if (changes.Updated > 0)
            await session.ExecuteAsync(_sql.Update).ConfigureAwait(false);
        if (changes.Inserted > 0)
            await session.ExecuteAsync(_sql.Insert).ConfigureAwait(false);
        return changes;
    }

    private async Task<Changes> CountAsync()
    {
        await using var command = new NpgsqlCommand(_sql.Counts, session.Connection);
        await using var row = await command.ExecuteReaderAsync(session.Cancellation).ConfigureAwait(false);
        await row.ReadAsync(session.Cancellation).ConfigureAwait(false);
        return new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
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

/// <summary>A file as the table should be: its different grains, and the years that it covers.</summary>
internal sealed record Image(long Rows, int[] Years);

/// <summary>What a file changes.</summary>
internal sealed record Changes(long Inserted, long Updated, long Deleted);
