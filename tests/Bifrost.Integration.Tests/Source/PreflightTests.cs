using Bifrost.Integration.Tests.HardCases;
using Bifrost.Postgres.Preflight;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Routing;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Source;

public sealed class PreflightTests
{
    [Test]
    public async Task Wal_level_replica_is_refused_with_the_statement_that_mends_it()
    {
        await using var server = await TestServer.StartAsync("replica", "wal_level = replica");
        await using var database = await server.CreateDatabaseAsync();
        await database.ExecuteAsync("create table t (id int primary key)");
        var refused = await RefusedAsync(Settings(database), new PlainRouter());
        refused.Kind.ShouldBe(FailureKind.Setup);
        refused.Message.ShouldContain("ALTER SYSTEM SET wal_level = 'logical'");
    }

    [Test]
    public async Task Every_fault_is_in_one_message()
    {
        await using var database = await (await TestServer.Shared).CreateDatabaseAsync();
        var role = database.Name;
        await database.ExecuteAsync($"drop role if exists {role}; create role {role} login password 'x'; create schema hidden; create table hidden.t (id int primary key); create table bare (n int)");
        try
        {
            var settings = Settings(database) with { Database = database.Endpoint with { User = role, Password = "x" }, PublicationAutocreate = PublicationAutocreate.Disabled };
            await database.ExecuteAsync("create publication bifrost_test for table bare with (publish = 'insert, update')");
            var refused = await RefusedAsync(settings, new MistypedRouter());
            refused.Kind.ShouldBe(FailureKind.Setup);
            refused.Message.ShouldContain($"ALTER ROLE \"{role}\" REPLICATION");
            refused.Message.ShouldContain("GRANT USAGE ON SCHEMA \"hidden\"");
            refused.Message.ShouldContain("ALTER TABLE \"public\".\"bare\" REPLICA IDENTITY FULL");
            refused.Message.ShouldContain("ADD TABLE \"hidden\".\"t\"");
            refused.Message.ShouldContain("does not publish delete,");
            refused.Message.ShouldContain("'public.tabel'");
        }
        finally
        {
            await database.ExecuteAsync($"drop role {role}");
        }
    }

    [Test]
    public async Task A_heartbeat_table_that_is_not_there_comes_with_the_statements_that_make_it_and_by_itself_is_no_table_to_replicate()
    {
        await using var database = await (await TestServer.Shared).CreateDatabaseAsync();
        await database.ExecuteAsync("create publication bifrost_test; create schema beats");
        var settings = Settings(database) with { PublicationAutocreate = PublicationAutocreate.Disabled, HeartbeatQuery = "insert into \"beats\".\"hb\" (source) values ('s')" };
        var missing = (await RefusedAsync(settings, new MistypedRouter("beats\\.hb"))).Message;
        missing.ShouldContain("the heartbeat writes to beats.hb, and the database has no such table. `bifrost up` makes it");
        var statements = missing[(missing.IndexOf("owner: ", StringComparison.Ordinal) + "owner: ".Length)..].Split('\n')[0];
        await database.ExecuteAsync(statements);
        var empty = (await RefusedAsync(settings, new PlainRouter("beats"))).Message;
        empty.ShouldContain("no table is captured");
        empty.ShouldNotContain("does not hold");
    }

    [Test]
    public async Task A_filtered_publication_is_made_and_altered_to_hold_what_is_captured()
    {
        await using var database = await (await TestServer.Shared).CreateDatabaseAsync();
        await database.ExecuteAsync("create table a (id int primary key); create schema s; create table s.b (id int primary key)");
        var settings = Settings(database) with { PublicationAutocreate = PublicationAutocreate.Filtered };
        await SourcePreflight.PrepareAsync(settings, new PlainRouter("public"), default);
        (await PublishedAsync(database)).ShouldBe(["(public,a)"]);
        await SourcePreflight.PrepareAsync(settings, new PlainRouter("public", "s"), default);
        (await PublishedAsync(database)).ShouldBe(["(public,a)", "(s,b)"]);
        await SourcePreflight.PrepareAsync(settings, new PlainRouter("s"), default);
        (await PublishedAsync(database)).ShouldBe(["(s,b)"]);
    }

    [Test]
    public async Task A_publication_for_all_tables_is_made_once_and_a_disabled_one_must_be_there()
    {
        await using var database = await (await TestServer.Shared).CreateDatabaseAsync();
        await database.ExecuteAsync("create table a (id int primary key)");
        (await RefusedAsync(Settings(database) with { PublicationAutocreate = PublicationAutocreate.Disabled }, new PlainRouter())).Message.ShouldContain("does not exist");
        await SourcePreflight.PrepareAsync(Settings(database), new PlainRouter(), default);
        await SourcePreflight.PrepareAsync(Settings(database), new PlainRouter(), default);
        (await SourcePreflight.CheckAsync(Settings(database) with { PublicationAutocreate = PublicationAutocreate.Disabled }, new PlainRouter(), default)).ShouldBeEmpty();
    }

    [Test, Row("No primary key, RI default")]
    public async Task A_table_without_a_key_anywhere_is_refused_before_all_tables_are_published()
    {
        await using var database = await (await TestServer.Shared).CreateDatabaseAsync();
        await database.ExecuteAsync("create table a (id int primary key); create schema other; create table other.bare (n int)");
        (await RefusedAsync(Settings(database), new PlainRouter("public"))).Message.ShouldContain("\"other\".\"bare\" REPLICA IDENTITY FULL");
        await SourcePreflight.PrepareAsync(Settings(database) with { PublicationAutocreate = PublicationAutocreate.Filtered }, new PlainRouter("public"), default);
    }

    [Test]
    public async Task A_server_that_does_not_answer_is_unavailable()
    {
        var endpoint = new DatabaseEndpoint("127.0.0.1", Bifrost.Stack.Servers.PostgresServer.FreePort(), "none", "nobody", "x") { SslMode = "disable" };
        var settings = new SourceSettings { Connector = "source", Database = endpoint, TopicPrefix = "t", SlotName = "s", PublicationName = "p" };
        (await RefusedAsync(settings, new PlainRouter())).Kind.ShouldBe(FailureKind.Unavailable);
    }

    private static SourceSettings Settings(ScratchDatabase database) =>
        new() { Connector = "source", Database = database.Endpoint, TopicPrefix = "test", SlotName = database.Name, PublicationName = "bifrost_test" };

    private static Task<ReplicationException> RefusedAsync(SourceSettings settings, ITableRouter capture) =>
        Should.ThrowAsync<ReplicationException>(SourcePreflight.PrepareAsync(settings, capture, default));

    private static Task<IReadOnlyList<string>> PublishedAsync(ScratchDatabase database) =>
        database.RowsAsync("select schemaname, tablename from pg_publication_tables where pubname = 'bifrost_test' order by 1, 2");

    private sealed class MistypedRouter(string entry = "public.tabel") : ITableRouter
    {
        public bool IsCaptured(TableName table) => true;

        public IReadOnlyList<UnmatchedEntry> Unmatched(IReadOnlyCollection<TableName> tables) => [new("table.include.list", entry)];

        public TableRoute? Route(RoutedRelation relation) => null;
    }
}
