using Bifrost.Analytics.Plan;

namespace Bifrost.Analytics.Run;

/// <summary>What stands under a relation's name, in the word that <c>drop</c> takes.</summary>
internal static class RelationKinds
{
    public const string Table = "table";

    public const string View = "view";

    /// <summary>Null where nothing does.</summary>
    public static Task<string?> OfAsync(ModelsSession session, PlannedRelation relation) => session.ScalarAsync<string>(
        """
        select case c.relkind when 'r' then 'table' when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table' else 'table' end
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2 and c.relkind in ('r', 'v', 'm', 'f', 'p')
        """, relation.Schema, relation.Identifier);
}
