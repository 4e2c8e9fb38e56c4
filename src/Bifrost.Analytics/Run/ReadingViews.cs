using Bifrost.Analytics.Plan;
using Bifrost.Postgres.Sessions;
using Npgsql;

namespace Bifrost.Analytics.Run;

/// <summary>The views that read a relation which is about to be replaced, directly or through each other: made again in the same transaction, so that they are never away.</summary>
internal sealed class ReadingViews
{
    private readonly ModelsSession _session;
    private readonly IReadOnlyList<ReadingView> _views;

    private ReadingViews(ModelsSession session, IReadOnlyList<ReadingView> views) => (_session, _views) = (session, views);

    private sealed record ReadingView(string Name, bool IsOurs, string Definition, string[] Comments);

    /// <exception cref="RefusedException">One of them belongs to somebody else, or is no plain view: it would be lost.</exception>
    public static async Task<ReadingViews> TakeAsync(ModelsSession session, PlannedRelation relation)
    {
        var views = await session.RowsAsync(
            """
            with recursive reading(oid, depth) as (
                select to_regclass($1)::oid, 0
                union
                select r.ev_class, reading.depth + 1
                from reading join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = reading.oid and d.classid = 'pg_rewrite'::regclass
                join pg_rewrite r on r.oid = d.objid and r.ev_class <> reading.oid
            )
            select format('%I.%I', n.nspname, c.relname), c.relkind = 'v' and c.relowner = current_user::regrole, pg_get_viewdef(c.oid),
                   array(select case when t.objsubid = 0 then format('comment on view %I.%I is %L', n.nspname, c.relname, t.description)
                                     else format('comment on column %I.%I.%I is %L', n.nspname, c.relname, a.attname, t.description) end
                         from pg_description t left join pg_attribute a on a.attrelid = t.objoid and a.attnum = t.objsubid where t.classoid = 'pg_class'::regclass and t.objoid = c.oid)
            from (select oid, max(depth) as depth from reading where depth > 0 group by oid) found join pg_class c using (oid) join pg_namespace n on n.oid = c.relnamespace
            order by found.depth, 1
            """,
            static row => new ReadingView(row.GetString(0), row.GetBoolean(1), row.GetString(2), row.GetFieldValue<string[]>(3)),
            SqlText.Table(new(relation.Schema, relation.Identifier))).ConfigureAwait(false);
        var others = views.Where(static view => !view.IsOurs).Select(static view => view.Name).ToList();
        return others.Count == 0 ? new(session, views) : throw new RefusedException(RunFaults.ReadByOthers(relation.Shown, others));
    }

    /// <summary>Makes them again. One that does not fit the new columns stays away until its own turn comes: it reads what was rebuilt, so it comes after it.</summary>
    public async Task RestoreAsync()
    {
        foreach (var view in _views)
        {
            await _session.ExecuteAsync("savepoint bifrost_view").ConfigureAwait(false);
            try
            {
                await _session.ExecuteAsync($"create view {view.Name} as {view.Definition}").ConfigureAwait(false);
                foreach (var comment in view.Comments)
                    await _session.ExecuteAsync(comment).ConfigureAwait(false);
                await _session.ExecuteAsync("release savepoint bifrost_view").ConfigureAwait(false);
            }
            catch (PostgresException)
            {
                await _session.ExecuteAsync("rollback to savepoint bifrost_view").ConfigureAwait(false);
            }
        }
    }
}
