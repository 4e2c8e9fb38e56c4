using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Postgres.Publications;

/// <summary>Makes or alters a publication as <c>publication.autocreate.mode</c> says.</summary>
public static class PublicationMaker
{
    /// <summary>The statement that is needed, or null: the plan apart from its execution.</summary>
    /// <param name="captured">The captured tables by the names under which their changes are to arrive.</param>
    public static string? StatementFor(SourceSettings source, PublicationState? existing, IReadOnlyCollection<TableName> captured)
    {
        var name = SqlText.Name(source.PublicationName);
        var tables = string.Join(", ", captured.OrderBy(static t => t.ToString(), StringComparer.Ordinal).Select(SqlText.Table));
        var options = source.PublishViaPartitionRoot ? " WITH (publish_via_partition_root = true)" : "";
        return (source.PublicationAutocreate, existing) switch
        {
            (PublicationAutocreate.AllTables, null) => $"CREATE PUBLICATION {name} FOR ALL TABLES{options}",
            (PublicationAutocreate.Filtered, null) => $"CREATE PUBLICATION {name} FOR TABLE {tables}{options}",
            (PublicationAutocreate.NoTables, null) => $"CREATE PUBLICATION {name}{options}",
            (PublicationAutocreate.Filtered, { AllTables: false } found) when !found.Tables.SetEquals(captured) => $"ALTER PUBLICATION {name} SET TABLE {tables}",
            _ => null,
        };
    }

    public static async Task MakeAsync(NpgsqlConnection connection, string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        try
        {
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
        {
            // Another task of the same source made it a moment ago, from the same configuration.
            return;
        }
    }
}
