using Bifrost.Etl.Tables;
using Bifrost.Replication.Engine;

namespace Bifrost.Etl.Load;

/// <summary>Looks at the target before the first row is read: a million rows are not copied only to be refused.</summary>
internal sealed class Preconditions(Session session, DatabaseEndpoint database)
{
    private static readonly string[] Privileges = ["select", "insert", "update", "delete"];

    /// <exception cref="EtlException">The table is missing, or the user may not load it.</exception>
    public async Task CheckAsync(EtlTable table)
    {
        var isThere = await session.ScalarAsync<bool>(
            $"select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = '{SampleTables.Schema}' and c.relname = '{table.Name}')")
            .ConfigureAwait(false);
        if (!isThere)
            throw LoadFaults.MissingTable(table, database);
        if (!await session.ScalarAsync<bool>($"select has_schema_privilege('{SampleTables.Schema}', 'usage')").ConfigureAwait(false))
            throw LoadFaults.NotAllowed(table, "use the schema of", database);
        var missing = new List<string>();
        foreach (var privilege in Privileges)
        {
            if (!await session.ScalarAsync<bool>($"select has_table_privilege('{table.QualifiedName}', '{privilege}')").ConfigureAwait(false))
                missing.Add(privilege);
        }
        if (missing.Count > 0)
            throw LoadFaults.NotAllowed(table, string.Join(", ", missing), database);
    }
}
