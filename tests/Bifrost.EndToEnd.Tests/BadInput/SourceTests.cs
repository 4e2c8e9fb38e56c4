using Bifrost.Postgres.Sessions;
using Npgsql.Replication;
using Npgsql.Replication.PgOutput;

namespace Bifrost.EndToEnd.Tests.BadInput;

public sealed class SourceTests : RunningStackTests
{
    [Test]
    public async Task A_slot_that_another_process_reads_is_named_with_its_PID_and_the_other_sink_goes_on()
    {
        await Place.MustAsync("stop mjolnir-sink");
        var slot = await Place.ScalarAsync<string>(Place.Superuser("thor"), "select slot_name::text from pg_replication_slots where slot_name like '%mjolnir%'");
        await using (var thief = new LogicalReplicationConnection(PostgresSession.Settings(Place.Superuser("thor"), "bifrost test").ConnectionString))
        {
            await thief.Open();
            await using var stolen = thief.StartReplication(new PgOutputReplicationSlot(slot!), new PgOutputReplicationOptions("bifrost_thor", PgOutputProtocolVersion.V1), default).GetAsyncEnumerator();
            var reading = stolen.MoveNextAsync().AsTask();
            await WriteAsync();
            await reading;
            await Place.BifrostAsync("resume mjolnir-sink");
            await Place.MustFailAsync("status --wait --timeout 3", 1, "mjolnir-sink", "RETRYING", slot!, $"PID {thief.ProcessID}", $"pg_terminate_backend({thief.ProcessID})");
            await Place.MustAsync("verify stormbreaker-sink");
        }
    }

    [Test]
    public async Task A_table_without_a_key_is_refused_before_its_own_updates_fail()
    {
        var thor = Place.Superuser("thor");
        await Place.ExecuteAsync(thor, "create table raw.novo (id int, nome text)");
        try
        {
            (await Place.MustAsync("up")).Error.ShouldContain("\"raw\".\"novo\" is not published");
            await Place.MustFailAsync("restart thor-source", 1, "raw.novo", "no replica identity", "REPLICA IDENTITY FULL");
            await Place.MustFailAsync("apply --timeout 20", 1, "raw.novo", "REPLICA IDENTITY FULL");
            await Place.ExecuteAsync(thor, "insert into raw.novo values (1, 'um'); update raw.novo set nome = 'outro'; delete from raw.novo");

            await Place.ExecuteAsync(thor, "alter table raw.novo add primary key (id)");
            await Place.MustAsync("up");
            await Place.MustAsync("restart thor-source");
            await Place.ExecuteAsync(thor, "insert into raw.novo values (2, 'x'); update raw.novo set nome = 'mais um'");
            await Place.MustAsync("status --wait --caught-up");
            await Place.MustAsync("verify");
        }
        finally
        {
            await Place.ExecuteAsync(thor, "drop table raw.novo");
        }
    }

    [TestCase("      - raw.*\n      - raw.nada", @"raw\.nada", "the database has no such table")]
    [TestCase("      - nix.*", "thor-source", "no table is captured")]
    public async Task A_table_that_is_not_there_is_named_and_the_topology_mended_goes_on(string entries, string named, string why)
    {
        var topology = await File.ReadAllTextAsync(Place.Topology);
        Place.Edit(text => text.Replace("      - raw.*", entries, StringComparison.Ordinal));
        await Place.MustFailAsync("apply --timeout 20", 1, named, why);
        Place.Edit(_ => topology);
        await Place.MustAsync("apply");
    }

    [Test]
    public async Task A_transaction_over_three_tables_is_never_seen_half_by_a_reader_of_a_replica()
    {
        var writer = Place.Login("THOR", "THOR_ETL");
        const string OneTransaction = """
            do $$ begin for i in 1..60 loop
                update raw.ocorrencias set total = i where id = (select min(id) from raw.ocorrencias);
                update raw.portes set total = i where id = (select min(id) from raw.portes);
                update raw.registros set total = i where id = (select min(id) from raw.registros);
                commit;
                perform pg_sleep(0.02);
            end loop; end $$
            """;
        const string Read = """
            select concat_ws(' ', (select total from raw.ocorrencias order by id limit 1), (select total from raw.portes order by id limit 1), (select total from raw.registros order by id limit 1))
            """;
        var reader = Place.Login("MJOLNIR", "MJOLNIR");
        await Place.ExecuteAsync(writer, OneTransaction.Replace("1..60", "1..1", StringComparison.Ordinal));
        await Place.MustAsync("status --wait --caught-up");
        var writing = Place.ExecuteAsync(writer, OneTransaction);
        var seen = new HashSet<string>();
        await using var connection = await PostgresSession.OpenAsync(reader, "bifrost test", default);
        await using var command = new Npgsql.NpgsqlCommand(Read, connection);
        while (!writing.IsCompleted || !seen.Contains("60 60 60"))
        {
            seen.Add((string)(await command.ExecuteScalarAsync())!);
            seen.Count.ShouldBeLessThan(200);
        }

        await writing;
        seen.ShouldAllBe(static line => line.Split(' ', StringSplitOptions.None).Distinct().Count() == 1);
        seen.Count.ShouldBeGreaterThan(5);
    }
}
