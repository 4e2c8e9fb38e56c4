using Bifrost.Analytics.Plan;
using Bifrost.Postgres.Sessions;

namespace Bifrost.Analytics.Run;

/// <summary>
/// Makes a table equal to what was staged. A table of the same shape is kept, and only rows that differ are written: whoever reads sees the rows of before or those of after, views on it stay,
/// and a run that changes nothing writes nothing. A table of another shape is replaced at the end of the transaction, with the views that read it.
/// </summary>
internal sealed class TableWriter(ModelsSession session)
{
    /// <summary>How long a reader may keep a table whose columns change.</summary>
    private const string LockLimit = "set local lock_timeout = '60s'";

    private const string New = StagedTable.Name;

    /// <summary>True where anything was written.</summary>
    /// <param name="anew">Replace it, whatever its shape.</param>
    /// <exception cref="RefusedException">Views of others read it, and its columns change.</exception>
    public async Task<bool> WriteAsync(PlannedRelation relation, bool anew)
    {
        var table = SqlText.Table(new(relation.Schema, relation.Identifier));
        var kind = await RelationKinds.OfAsync(session, relation).ConfigureAwait(false);
        var staged = (await TableShape.ReadAsync(session, New).ConfigureAwait(false))! with { Indexes = TableShape.IndexesOf(relation) };
        if (kind == RelationKinds.Table && !anew && await TableShape.ReadAsync(session, table).ConfigureAwait(false) == staged)
            return await WriteDifferenceAsync(table, await KeyAsync().ConfigureAwait(false)).ConfigureAwait(false);
        await ReplaceAsync(relation, table, kind).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> WriteDifferenceAsync(string table, IReadOnlyList<string> key)
    {
        if (key.Count > 0)
        {
            var same = string.Join(" and ", key.Select(static column => $"bifrost_new.{SqlText.Name(column)} = bifrost_old.{SqlText.Name(column)}"));
            // The image of a row, not its value: 1.0 and 1.00 are equal and not the same.
            var deleted = await session.ExecuteAsync($"delete from {table} as bifrost_old where not exists (select from {New} as bifrost_new where {same} and bifrost_new *= bifrost_old)").ConfigureAwait(false);
            var inserted = await session.ExecuteAsync($"insert into {table} select * from {New} as bifrost_new where not exists (select from {table} as bifrost_old where {same})").ConfigureAwait(false);
            return deleted + inserted > 0;
        }
        if (await session.ScalarAsync<bool>(
            $"select not exists (select bifrost_new::text from {New} except all select bifrost_old::text from {table} as bifrost_old) "
            + $"and not exists (select bifrost_old::text from {table} as bifrost_old except all select bifrost_new::text from {New})").ConfigureAwait(false))
            return false;
        await session.ExecuteAsync($"delete from {table}; insert into {table} select * from {New}").ConfigureAwait(false);
        return true;
    }

    /// <summary>The slow part, the model's own query, is over: the table is away only while rows are copied, and for whoever asks meanwhile only to be waited for.</summary>
    private async Task ReplaceAsync(PlannedRelation relation, string table, string? kind)
    {
        await session.ExecuteAsync(LockLimit).ConfigureAwait(false);
        var readers = kind is null ? null : await ReadingViews.TakeAsync(session, relation).ConfigureAwait(false);
        if (kind is not null)
            await session.ExecuteAsync($"drop {kind} {table} cascade").ConfigureAwait(false);
        if (relation.Contract || relation.Kind == RelationKind.Seed)
            await session.ExecuteAsync($"create table {table} ({StagedTable.Definition(relation)}); insert into {table} select * from {New}").ConfigureAwait(false);
        else
            await session.ExecuteAsync($"create table {table} as table {New}").ConfigureAwait(false);
        foreach (var index in relation.Indexes)
            await session.ExecuteAsync($"create {(index.Unique ? "unique " : "")}index on {table} using {SqlText.Name(index.Method)} ({SqlText.Names(index.Columns)})").ConfigureAwait(false);
        if (readers is not null)
            await readers.RestoreAsync().ConfigureAwait(false);
    }

    private Task<List<string>> KeyAsync() => session.RowsAsync(
        $"""
        select a.attname from pg_constraint k cross join unnest(k.conkey) with ordinality c(attnum, at) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.attnum
        where k.conrelid = '{New}'::regclass and k.contype = 'p' order by c.at
        """, static row => row.GetString(0));
}
