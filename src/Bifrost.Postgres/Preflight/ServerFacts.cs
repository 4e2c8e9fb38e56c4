using Npgsql;

namespace Bifrost.Postgres.Preflight;

/// <summary>What the checks need to know of a source's server and of the role that connects.</summary>
/// <param name="MayReplicate">A superuser, a role with REPLICATION, or a member of a hosting service's own replication role.</param>
internal sealed record ServerFacts(string WalLevel, string User, bool MayReplicate, long Slots, long SlotLimit, long OwnSlots, long Senders, long SenderLimit)
{
    private const string Query =
        """
        select current_setting('wal_level'), current_user::text,
               (select rolsuper or rolreplication from pg_roles where rolname = current_user)
                 or exists (select from pg_roles where rolname in ('rds_replication', 'azure_pg_admin', 'cloudsqlsuperuser') and pg_has_role(current_user, oid, 'member')),
               (select count(*) from pg_replication_slots), current_setting('max_replication_slots')::bigint,
               (select count(*) from pg_replication_slots where database = current_database() and starts_with(slot_name, $1)),
               (select count(*) from pg_stat_replication), current_setting('max_wal_senders')::bigint
        """;

    /// <param name="slotStem">What the source's own slots begin with.</param>
    public static async Task<ServerFacts> ReadAsync(NpgsqlConnection connection, string slotStem, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Query, connection) { Parameters = { new() { Value = slotStem } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await reader.ReadAsync(cancellation).ConfigureAwait(false);
        return new ServerFacts(
            reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6), reader.GetInt64(7));
    }
}
