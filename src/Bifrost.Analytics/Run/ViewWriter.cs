using Bifrost.Analytics.Plan;
using Bifrost.Postgres.Sessions;
using Npgsql;

namespace Bifrost.Analytics.Run;

/// <summary>Makes a view say what its SQL says. One that says so already is not touched: replacing it would wait for its readers.</summary>
internal sealed class ViewWriter(ModelsSession session)
{
    private const string New = "pg_temp.bifrost_view";

    private const string Saying = "select concat_ws(E'\\n', (select string_agg(attname, ',' order by attnum) from pg_attribute where attrelid = to_regclass($1)), pg_get_viewdef(to_regclass($1)))";

    /// <summary>True where anything was written.</summary>
    /// <exception cref="RefusedException">Views of others read it, and its columns change.</exception>
    public async Task<bool> WriteAsync(PlannedRelation relation, string sql)
    {
        var view = SqlText.Table(new(relation.Schema, relation.Identifier));
        var kind = await RelationKinds.OfAsync(session, relation).ConfigureAwait(false);
        if (kind == RelationKinds.View && await IsSoAsync(view, sql).ConfigureAwait(false))
            return false;
        if (kind == RelationKinds.View && await TryReplaceAsync(view, sql).ConfigureAwait(false))
            return true;
        var readers = kind is null ? null : await ReadingViews.TakeAsync(session, relation).ConfigureAwait(false);
        if (kind is not null)
            await session.ExecuteAsync($"drop {kind} {view} cascade").ConfigureAwait(false);
        await session.ExecuteAsync($"create view {view} as\n{sql}").ConfigureAwait(false);
        if (readers is not null)
            await readers.RestoreAsync().ConfigureAwait(false);
        return true;
    }

    private async Task<bool> IsSoAsync(string view, string sql)
    {
        await session.ExecuteAsync($"create temp view bifrost_view as\n{sql}").ConfigureAwait(false);
        var same = await session.ScalarAsync<string>(Saying, New).ConfigureAwait(false) == await session.ScalarAsync<string>(Saying, view).ConfigureAwait(false);
        await session.ExecuteAsync($"drop view {New}").ConfigureAwait(false);
        return same;
    }

    /// <summary>PostgreSQL replaces a view in place where its columns stay and others are added behind them.</summary>
    private async Task<bool> TryReplaceAsync(string view, string sql)
    {
        await session.ExecuteAsync("savepoint bifrost_replace").ConfigureAwait(false);
        try
        {
            await session.ExecuteAsync($"create or replace view {view} as\n{sql}").ConfigureAwait(false);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidTableDefinition)
        {
            await session.ExecuteAsync("rollback to savepoint bifrost_replace").ConfigureAwait(false);
            return false;
        }
    }
}
