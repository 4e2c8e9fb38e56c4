using Bifrost.Analytics.Plan;
using Bifrost.Postgres.Sessions;

namespace Bifrost.Analytics.Run;

/// <summary>Gives a relation and its columns the comments of the plan, where they are not so already.</summary>
internal sealed class CommentWriter(ModelsSession session)
{
    public async Task WriteAsync(PlannedRelation relation)
    {
        var name = SqlText.Table(new(relation.Schema, relation.Identifier));
        var now = (await session.RowsAsync(
            """
            select a.attname, coalesce(col_description(a.attrelid, a.attnum), '') from pg_attribute a where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped
            union all select '', coalesce(obj_description(to_regclass($1), 'pg_class'), '')
            """, static row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), name).ConfigureAwait(false)).ToDictionary(StringComparer.Ordinal);
        if (relation.Description is { } description && now[""] != description)
            await session.ExecuteAsync($"comment on {(relation.Kind == RelationKind.View ? "view" : "table")} {name} is {SqlText.Literal(description)}").ConfigureAwait(false);
        foreach (var column in relation.Columns.Where(column => column.Description is { } text && now.TryGetValue(column.Name, out var old) && old != text))
            await session.ExecuteAsync($"comment on column {name}.{SqlText.Name(column.Name)} is {SqlText.Literal(column.Description!)}").ConfigureAwait(false);
    }
}
