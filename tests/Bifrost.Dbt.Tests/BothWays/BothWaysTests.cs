using System.Text.Json;
using Bifrost.Etl.Sample;
using Bifrost.Testing;
using Bifrost.Testing.CommandLine;
using Bifrost.Testing.Dbt;
using Bifrost.Testing.Replicas;

namespace Bifrost.Dbt.Tests.BothWays;

/// <summary>Three replicas of the same rows: two that dbt builds, and one that is built by the committed SQL.</summary>
public sealed class BothWaysTests
{
    private ScratchReplica _mjolnir = null!;
    private ScratchReplica _stormbreaker = null!;
    private ScratchReplica _plain = null!;
    private BifrostFolder _withDbt = null!;
    private BifrostFolder _withoutDbt = null!;
    private DbtProject _dbt = null!;

    [OneTimeSetUp]
    public async Task MakeAsync()
    {
        var program = DbtInstallation.Program;
        (_mjolnir, _stormbreaker, _plain) = (await ScratchReplica.CreateAsync("m"), await ScratchReplica.CreateAsync("s"), await ScratchReplica.CreateAsync("p"));
        _withDbt = Folder(_mjolnir.Variables("mjolnir"), _stormbreaker.Variables("stormbreaker"));
        _withDbt.Set("BIFROST_DBT", program);
        _withoutDbt = Folder(_plain.Variables("mjolnir"), _stormbreaker.Variables("stormbreaker"));
        _withoutDbt.Set("PATH", "/usr/bin:/bin");
        _dbt = DbtProject.OfRepository(new Dictionary<string, string>(_mjolnir.Variables("mjolnir").Concat(_stormbreaker.Variables("stormbreaker"))));
        await DeliverAsync(IssueOfSample.First);
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        foreach (var replica in new[] { _mjolnir, _stormbreaker, _plain })
            await replica.DisposeAsync();
    }

    [Test]
    public async Task Dbt_builds_both_replicas_from_empty_and_the_committed_SQL_gives_the_same_tables()
    {
        var built = Targets(await _withDbt.MustAsync("models run --all --output json"));
        built.Select(static target => (target.GetProperty("target").GetString(), target.GetProperty("engine").GetString())).ShouldBe([("mjolnir", "dbt 1.11.16"), ("stormbreaker", "dbt 1.11.16")]);
        Targets(await _withoutDbt.MustAsync("models run --target mjolnir --output json")).Single().GetProperty("engine").GetString().ShouldBe("sql");

        await AllAreTheSameAsync();
    }

    [Test, DependsOnTest(nameof(Dbt_builds_both_replicas_from_empty_and_the_committed_SQL_gives_the_same_tables))]
    public async Task A_re_issued_year_on_top_gives_the_same_tables_both_ways()
    {
        await DeliverAsync(IssueOfSample.Second);

        await MustAsync("run --target stormbreaker");
        await _withDbt.MustAsync("models run --target mjolnir");
        await _withoutDbt.MustAsync("models run --target mjolnir");

        await AllAreTheSameAsync();
    }

    [Test, DependsOnTest(nameof(A_re_issued_year_on_top_gives_the_same_tables_both_ways))]
    public async Task The_committed_SQL_builds_on_top_of_what_dbt_built()
    {
        var before = await StarContents.OfAsync(_stormbreaker.Database);
        var target = Targets(await _withoutDbt.MustAsync("models run --target stormbreaker --output json")).Single();

        target.GetProperty("results").EnumerateArray().Where(static result => result.GetProperty("kind").GetString() is not ("test" or "view"))
            .ShouldAllBe(static result => result.GetProperty("status").GetString() == "unchanged", target.ToString());
        Differences(before, await StarContents.OfAsync(_stormbreaker.Database)).ShouldBeEmpty();
    }

    [Test, DependsOnTest(nameof(The_committed_SQL_builds_on_top_of_what_dbt_built))]
    public async Task Tests_documentation_and_freshness_work_by_dbt_alone()
    {
        await MustAsync("test --target stormbreaker");
        await MustAsync("docs generate --target mjolnir");
        File.Exists(Path.Combine(_dbt.Target, "catalog.json")).ShouldBeTrue();
        await _mjolnir.BeatAsync();
        await MustAsync("source freshness --target mjolnir");
    }

    [Test, DependsOnTest(nameof(Tests_documentation_and_freshness_work_by_dbt_alone))]
    public async Task A_replica_where_replication_is_stopped_is_stale_and_both_ways_say_so()
    {
        await _stormbreaker.BeatAsync("now() - interval '1 hour'");

        var outcome = await _dbt.DbtAsync("source freshness --target stormbreaker");
        outcome.ExitCode.ShouldBe(1, outcome.ToString());
        outcome.Output.ShouldContain("ERROR STALE");
        await _withoutDbt.MustFailAsync("models freshness --target stormbreaker", 1, "stormbreaker: sinarm.ocorrencias, sinarm.portes, sinarm.registros: the last heartbeat that stormbreaker-sink brought is of", "60 minutes ago",
            "an error from 5 minutes on", "Replication is stopped or behind", "`bifrost status`");
        await _mjolnir.BeatAsync();
        await _withDbt.MustAsync("models freshness --target mjolnir");
    }

    [Test, DependsOnTest(nameof(A_replica_where_replication_is_stopped_is_stale_and_both_ways_say_so))]
    public async Task A_schema_of_another_role_is_refused_before_dbt_is_called()
    {
        await _stormbreaker.Database.ExecuteAsync("alter schema star owner to postgres");
        await _withDbt.MustFailAsync("models run --target stormbreaker", 1, "the schema star belongs to postgres", "alter schema star owner to");
        await _withoutDbt.MustFailAsync("models run --target stormbreaker", 1, "the schema star belongs to postgres", "targets.stormbreaker.models");
        await _stormbreaker.Database.ExecuteAsync($"alter schema star owner to \"{_stormbreaker.ModelsUser}\"");
    }

    [Test, DependsOnTest(nameof(A_schema_of_another_role_is_refused_before_dbt_is_called))]
    public async Task The_committed_SQL_is_what_dbt_compiles()
    {
        var outcome = await _withDbt.BifrostAsync("models compile --check");
        outcome.ExitCode.ShouldBe(0, $"Run `bifrost models compile` and commit what it writes.\n{outcome}");
    }

    private static BifrostFolder Folder(params IReadOnlyDictionary<string, string>[] variables)
    {
        var folder = new BifrostFolder(BifrostFolder.RepositoryRoot());
        folder.Set("BIFROST_STATE", RunFolder.New("dbt-state"));
        foreach (var (name, value) in variables.SelectMany(static one => one))
            folder.Set(name, value);
        folder.Unset("BIFROST_DBT");
        return folder;
    }

    private static IReadOnlyList<JsonElement> Targets(Outcome outcome) => [.. JsonDocument.Parse(outcome.Output).RootElement.GetProperty("targets").EnumerateArray()];

    private async Task MustAsync(string arguments)
    {
        var outcome = await _dbt.DbtAsync(arguments);
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
    }

    /// <summary>All three replicas get the same rows.</summary>
    private async Task DeliverAsync(IssueOfSample issue)
    {
        await _mjolnir.LoadSampleAsync(issue);
        await _stormbreaker.FollowAsync(_mjolnir);
        await _plain.FollowAsync(_mjolnir);
    }

    private async Task AllAreTheSameAsync()
    {
        var wanted = await StarContents.OfAsync(_mjolnir.Database);
        wanted.Count.ShouldBeGreaterThan(50);
        Differences(wanted, await StarContents.OfAsync(_stormbreaker.Database)).ShouldBeEmpty("stormbreaker, by dbt");
        Differences(wanted, await StarContents.OfAsync(_plain.Database)).ShouldBeEmpty("by the committed SQL");
    }

    private static IEnumerable<string> Differences(IReadOnlyList<string> wanted, IReadOnlyList<string> found) =>
        wanted.Except(found).Select(static one => $"- {one}").Concat(found.Except(wanted).Select(static one => $"+ {one}"));
}
