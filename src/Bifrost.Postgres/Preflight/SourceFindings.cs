using Bifrost.Postgres.Publications;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Routing;

namespace Bifrost.Postgres.Preflight;

/// <summary>The wording of every finding.</summary>
internal static class SourceFindings
{
    public static SourceFinding Version(Version version) =>
        Setup($"PostgreSQL {version} is too old: 14 is the first whose pgoutput sends logical messages. Upgrade the server.");

    public static SourceFinding WalLevel(string level) =>
        Setup($"wal_level is '{level}' and must be 'logical': ALTER SYSTEM SET wal_level = 'logical'; then restart the server.");

    public static SourceFinding Role(string user) =>
        new(FailureKind.NotAllowed, $"the role {user} may not replicate: ALTER ROLE {SqlText.Name(user)} REPLICATION;");

    public static SourceFinding NoSlotFree(long used, long limit) =>
        Setup($"all {limit} replication slots are taken ({used} in use) and each sink needs one: raise max_replication_slots and restart the server, or drop a slot that nobody reads (SELECT slot_name, active FROM pg_replication_slots).");

    public static SourceFinding NoSenderFree(long used, long limit) =>
        Setup($"all {limit} WAL senders are taken ({used} in use) and each sink needs one, two while it takes its snapshot: raise max_wal_senders and restart the server.");

    public static SourceFinding NothingCaptured() =>
        Setup("no table is captured: the include and exclude lists of the source leave nothing of what the database has. Check schema.include.list and table.include.list.");

    public static SourceFinding Unmatched(UnmatchedEntry unmatched) =>
        Setup($"{unmatched.Key} names '{unmatched.Entry}', and the database has no such {(unmatched.Key == "schema.include.list" ? "schema with tables" : "table")}. Create it, or correct the entry: it is a regular expression for the whole of {(unmatched.Key == "schema.include.list" ? "a schema's name" : "schema.table")}.");

    public static SourceFinding NoHeartbeatTable(TableName table, SourceSettings source, string user) =>
        Setup($"the heartbeat writes to {table}, and the database has no such table. `bifrost up` makes it on the servers that it runs; elsewhere run as the database's owner: "
            + $"CREATE SCHEMA IF NOT EXISTS {SqlText.Name(table.Schema)}; CREATE TABLE {SqlText.Table(table)} (source text PRIMARY KEY, beat_at timestamptz NOT NULL); "
            + $"GRANT USAGE ON SCHEMA {SqlText.Name(table.Schema)} TO {SqlText.Name(user)}; GRANT SELECT, INSERT, UPDATE ON {SqlText.Table(table)} TO {SqlText.Name(user)};"
            + (source.PublicationAutocreate == PublicationAutocreate.Disabled ? $" ALTER PUBLICATION {SqlText.Name(source.PublicationName)} ADD TABLE {SqlText.Table(table)};" : ""));

    public static SourceFinding CannotSelect(TableName table, string user) =>
        new(FailureKind.NotAllowed, $"the role {user} may not read {table}: GRANT USAGE ON SCHEMA {SqlText.Name(table.Schema)} TO {SqlText.Name(user)}; GRANT SELECT ON {SqlText.Table(table)} TO {SqlText.Name(user)};");

    public static SourceFinding NoIdentity(TableName table) =>
        Setup($"the table {table} has no replica identity, so that its own UPDATEs and DELETEs fail once it is published: give it a primary key, or ALTER TABLE {SqlText.Table(table)} REPLICA IDENTITY FULL;");

    public static SourceFinding NoPublication(SourceSettings source) =>
        Setup($"the publication {source.PublicationName} does not exist and publication.autocreate.mode is 'disabled': create it, or set the mode to 'filtered'.");

    public static SourceFinding NotPublished(PublicationState publication, TableName table) =>
        Setup($"the publication {publication.Name} does not hold {table}: ALTER PUBLICATION {SqlText.Name(publication.Name)} ADD TABLE {SqlText.Table(table)};");

    public static SourceFinding NotPublishing(PublicationState publication, IEnumerable<string> operations) =>
        Setup($"the publication {publication.Name} does not publish {string.Join(", ", operations)}, which the source does not skip: ALTER PUBLICATION {SqlText.Name(publication.Name)} SET (publish = 'insert, update, delete, truncate'); or add them to skipped.operations.");

    private static SourceFinding Setup(string text) => new(FailureKind.Setup, text);
}
