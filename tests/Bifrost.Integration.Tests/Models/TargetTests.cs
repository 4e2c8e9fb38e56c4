using Bifrost.Analytics;
using Bifrost.Analytics.Run;
using Bifrost.Testing.Replicas;

namespace Bifrost.Integration.Tests.Models;

public sealed class TargetTests
{
    private ScratchReplica _replica = null!;
    private SmallStar _star = null!;

    [SetUp]
    public async Task MakeAsync() => _star = new(_replica = await ScratchReplica.CreateAsync());

    [TearDown]
    public async Task DropAsync() => await _replica.DisposeAsync();

    [Test]
    public async Task A_schema_of_another_role_is_refused_with_both_ways_out()
    {
        await _replica.Database.ExecuteAsync("alter schema star owner to current_user");
        (await RefusedAsync()).ShouldBe(
            $"mjolnir: nothing was built in {_replica.Database.Name}: the schema star belongs to postgres, and models are built as {_replica.ModelsUser}, which must own what it replaces. "
            + $"Give it the schema (alter schema star owner to {_replica.ModelsUser}), or give targets.mjolnir.models the login of postgres.");
    }

    [Test]
    public async Task All_that_a_target_lacks_is_said_at_once()
    {
        await _replica.Database.ExecuteAsync("drop table raw.portes; drop schema star_staging; create table star.fct (x int)");
        var said = await RefusedAsync();
        said.ShouldContain("there is no raw.portes: replication has not brought it yet. `bifrost status`");
        said.ShouldContain("there is no schema star_staging, and ");
        said.ShouldContain("star.fct belongs to postgres");
    }

    [Test]
    public async Task A_table_that_may_not_be_read_is_named_with_the_grant()
    {
        await _replica.Database.ExecuteAsync($"revoke select on raw.portes from \"{_replica.ModelsUser}\"");
        (await RefusedAsync()).ShouldContain($"{_replica.ModelsUser} may not read raw.portes. Grant it: grant usage on schema raw to");
    }

    [Test]
    public async Task A_wrong_password_a_missing_database_and_a_server_that_is_away_are_told_apart()
    {
        var target = _star.Target;
        _star.Target = target with { Database = target.Database with { Password = "wrong-password" } };
        var said = await RefusedAsync();
        said.ShouldContain("refuses the login for models: user or password is wrong");
        said.ShouldNotContain("wrong-password");
        _star.Target = target with { Database = target.Database with { Database = "no_such_database" } };
        (await RefusedAsync()).ShouldContain("there is no database no_such_database");
        _star.Target = target with { Database = target.Database with { Port = 1 } };
        (await RefusedAsync()).ShouldContain("does not answer");
    }

    [Test]
    public async Task An_unknown_name_is_refused_with_those_that_there_are() =>
        (await Should.ThrowAsync<ModelsException>(() => _star.RunAsync(new RunSelection(["fct", "fkt"])))).Message.ShouldStartWith("There is no model, seed or test fkt. `bifrost models list` names them all: ufs, stg, fct, rpt");

    [Test]
    public async Task A_second_run_waits_for_the_first_and_says_so()
    {
        await using var first = await _replica.Database.OpenAsync();
        await using (var take = new Npgsql.NpgsqlCommand($"select pg_advisory_lock({0x62_69_66_6D_6F_64_6C_73})", first))
            await take.ExecuteNonQueryAsync();
        var watcher = new Listener();
        var second = _star.RunAsync(watcher: watcher);

        (await watcher.Said.Task.WaitAsync(TimeSpan.FromMinutes(1))).ShouldStartWith("mjolnir: another run builds models there (process ");
        second.IsCompleted.ShouldBeFalse();
        await first.CloseAsync();

        (await second).Succeeded.ShouldBeTrue();
    }

    private async Task<string> RefusedAsync() => (await Should.ThrowAsync<ModelsException>(() => _star.RunAsync())).Message;

    private sealed class Listener : IRunWatcher
    {
        public TaskCompletionSource<string> Said { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Say(string sentence) => Said.TrySetResult(sentence);

        public void Begin(int total) { }

        public void Finished(NodeResult result) { }
    }
}
