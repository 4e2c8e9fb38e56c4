using Bifrost.Analytics.Plan;

namespace Bifrost.Analytics.Run;

/// <summary>Looks at the target before the first model is built: whose the schemas and relations are, and whether replication has brought what models read.</summary>
internal sealed class Preconditions(ModelsSession session, ModelsTarget target)
{
    /// <summary>Makes the schemas that are missing.</summary>
    /// <exception cref="ModelsException">The target is not ready; the message says all that is wrong with it.</exception>
    public async Task CheckAsync(ModelsPlan plan)
    {
        var faults = new List<string>();
        foreach (var schema in plan.Schemas)
        {
            if (await SchemaFaultAsync(schema).ConfigureAwait(false) is { } fault)
                faults.Add(fault);
        }
        faults.AddRange(await OfOthersAsync(plan.Schemas).ConfigureAwait(false));
        foreach (var source in plan.Sources)
        {
            if (await SourceFaultAsync(source).ConfigureAwait(false) is { } fault)
                faults.Add(fault);
        }
        if (faults.Count > 0)
            throw RunFaults.NotReady(target, faults);
    }

    private async Task<string?> SchemaFaultAsync(string schema)
    {
        var owner = await session.ScalarAsync<string>("select pg_get_userbyid(nspowner) from pg_namespace where nspname = $1", schema).ConfigureAwait(false);
        if (owner is not null)
            return await session.ScalarAsync<bool>("select pg_has_role($1, 'usage')", owner).ConfigureAwait(false) ? null : RunFaults.SchemaOfAnother(target, schema, owner);
        if (!await session.ScalarAsync<bool>("select has_database_privilege(current_database(), 'create')").ConfigureAwait(false))
            return RunFaults.SchemaMissing(target, schema);
        await session.ExecuteAsync($"create schema {Postgres.Sessions.SqlText.Name(schema)}").ConfigureAwait(false);
        return null;
    }

    private Task<List<string>> OfOthersAsync(IReadOnlyList<string> schemas) => session.RowsAsync(
        """
        select format('%I.%I', n.nspname, c.relname), pg_get_userbyid(c.relowner)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any($1) and c.relkind in ('r', 'v', 'm') and not pg_has_role(c.relowner, 'usage') and pg_has_role(n.nspowner, 'usage')
        order by 1
        """, row => RunFaults.RelationOfAnother(target, row.GetString(0), row.GetString(1)), (object)schemas.ToArray());

    private async Task<string?> SourceFaultAsync(PlannedSource source) => await session.ScalarAsync<string>(
        """
        select case when not has_schema_privilege(n.oid, 'usage') or not has_table_privilege(c.oid, 'select') then 'refused' else 'there' end
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = $1 and c.relname = $2
        """, source.Schema, source.Table).ConfigureAwait(false) switch
    {
        null => RunFaults.SourceMissing(source.Shown),
        "refused" => RunFaults.SourceNotReadable(target, source),
        _ => null,
    };
}
