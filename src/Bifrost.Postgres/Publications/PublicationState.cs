using Bifrost.Replication.Changes;
using Npgsql;

namespace Bifrost.Postgres.Publications;

/// <summary>A publication as <c>pg_publication</c> has it.</summary>
/// <param name="Tables">The tables whose changes it sends, under the names with which they arrive (<c>pg_publication_tables</c>): leaves, or roots with <paramref name="ViaPartitionRoot"/>.</param>
public sealed record PublicationState(
    string Name, bool AllTables, bool Inserts, bool Updates, bool Deletes, bool Truncates, bool ViaPartitionRoot, IReadOnlySet<TableName> Tables)
{
    /// <summary>The publication of that name, or null.</summary>
    public static async Task<PublicationState?> FindAsync(NpgsqlConnection connection, string name, CancellationToken cancellation)
    {
        var tables = new HashSet<TableName>();
        await using (var command = new NpgsqlCommand("select schemaname, tablename from pg_publication_tables where pubname = $1", connection) { Parameters = { new() { Value = name } } })
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                tables.Add(new TableName(reader.GetString(0), reader.GetString(1)));
        }

        await using var of = new NpgsqlCommand(
            "select puballtables, pubinsert, pubupdate, pubdelete, pubtruncate, pubviaroot from pg_publication where pubname = $1", connection) { Parameters = { new() { Value = name } } };
        await using var found = await of.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        return await found.ReadAsync(cancellation).ConfigureAwait(false)
            ? new PublicationState(name, found.GetBoolean(0), found.GetBoolean(1), found.GetBoolean(2), found.GetBoolean(3), found.GetBoolean(4), found.GetBoolean(5), tables)
            : null;
    }
}
