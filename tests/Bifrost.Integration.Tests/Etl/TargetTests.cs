using Bifrost.Etl;
using Bifrost.Etl.Load;
using Bifrost.Etl.Tables;
using Bifrost.Stack.Servers;
using Npgsql;

namespace Bifrost.Integration.Tests.Etl;

public sealed class TargetTests
{
    [Test]
    public async Task A_database_that_is_down_is_said_in_one_sentence()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var error = await FaultAsync(loading, loading.Database.Endpoint with { Port = PostgresServer.FreePort() });
        error.ShouldContain("does not answer");
        error.ShouldContain("`bifrost up`");
    }

    [Test]
    public async Task A_wrong_password_is_said_in_one_sentence_without_it()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var error = await FaultAsync(loading, loading.Database.Endpoint with { Password = "wrong-secret" });
        error.ShouldContain("user or password is wrong");
        error.ShouldNotContain("wrong-secret");
    }

    [Test]
    public async Task A_missing_table_is_named()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        await loading.Database.ExecuteAsync("drop table raw.portes");
        (await FaultAsync(loading, loading.Database.Endpoint)).ShouldContain("The table raw.portes is not there");
    }

    [Test]
    public async Task A_missing_privilege_is_named_with_the_grant_that_mends_it()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var role = loading.Database.Name + "_r";
        await loading.Database.ExecuteAsync(
            $"drop role if exists {role}; create role {role} login password 'pw'; grant usage on schema raw to {role}; grant select, insert on raw.portes to {role}");
        try
        {
            var error = await FaultAsync(loading, loading.Database.Endpoint with { User = role, Password = "pw" });
            error.ShouldContain($"{role} may not update, delete raw.portes");
            await loading.Database.ExecuteAsync($"grant update, delete on raw.portes to {role}");
            var report = await loading.LoadAsync(loading.Database.Endpoint with { User = role, Password = "pw" }, null, LoadingDatabase.Sample("PORTES_2025"));
            report.Files[0].Inserted.ShouldBe(3_080, "these grants are enough");
        }
        finally
        {
            await loading.Database.ExecuteAsync($"drop owned by {role}; drop role {role}");
        }
    }

    [Test]
    public async Task A_second_run_waits_for_the_first()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        await using var first = await loading.Database.OpenAsync();
        await using var transaction = await first.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand($"select pg_advisory_xact_lock({0x62_69_66_72_65_74_6C})", first))
            await hold.ExecuteNonQueryAsync();
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var second = new EtlRun(loading.Database.Endpoint, new() { RejectFolder = loading.Folder }, TimeProvider.System, progress =>
        {
            if (progress.Note is { } note)
                told.TrySetResult(note);
        }).RunAsync([LoadingDatabase.Sample("PORTES_2025")], default);
        (await told.Task).ShouldContain($"(process {first.ProcessID})");
        second.IsCompleted.ShouldBeFalse();
        await transaction.CommitAsync();
        (await second).Files[0].Inserted.ShouldBe(3_080);
    }

    [Test]
    public async Task The_script_of_the_tables_may_be_run_again()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        await loading.LoadAsync(LoadingDatabase.Sample("PORTES_2025"));
        await loading.Database.ExecuteAsync(SampleTables.Script);
        (await loading.Database.ScalarAsync<long>("select count(*) from raw.portes")).ShouldBe(3_080);
    }

    private static async Task<string> FaultAsync(LoadingDatabase loading, Bifrost.Replication.Engine.DatabaseEndpoint endpoint) =>
        (await Should.ThrowAsync<EtlException>(loading.LoadAsync(endpoint, null, LoadingDatabase.Sample("PORTES_2025")))).Message;
}
