using Bifrost.Replication.Changes;
using Npgsql;

namespace Bifrost.Postgres.Sink.Bulk;

/// <summary>The order in which a batch's tables are written: referenced ones first. The foreign keys are read once; one that is newer is at worst in the way, and then rows are written in order.</summary>
internal sealed class ReferencedTables(NpgsqlConnection connection)
{
    private ILookup<TableName, TableName>? _parents;

    public async ValueTask<IReadOnlyList<PendingTable>> SortAsync(IReadOnlyList<PendingTable> tables, CancellationToken cancellation)
    {
        if (tables.Count < 2)
            return tables;
        _parents ??= await TableOrder.ReadAsync(connection, cancellation).ConfigureAwait(false);
        return TableOrder.Sort(tables, static t => t.Plan.Route.Target, _parents);
    }

    public void Forget() => _parents = null;
}
