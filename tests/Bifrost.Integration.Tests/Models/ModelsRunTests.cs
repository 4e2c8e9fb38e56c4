using Bifrost.Analytics.Plan;
using Bifrost.Analytics.Run;
using Bifrost.Testing.Replicas;

namespace Bifrost.Integration.Tests.Models;

public sealed class ModelsRunTests
{
    private ScratchReplica _replica = null!;
    private SmallStar _star = null!;

    [SetUp]
    public async Task MakeAsync()
    {
        _replica = await ScratchReplica.CreateAsync();
        _star = new(_replica);
        await _star.DeliverAsync(1, 2, 3);
    }

    [TearDown]
    public async Task DropAsync() => await _replica.DisposeAsync();

    [Test]
    public async Task Seeds_views_and_tables_are_made_with_contract_comments_and_indexes()
    {
        var report = await _star.MustAsync();

        report.Results.Select(static result => (result.Name, result.Kind, result.Status, result.Rows)).ShouldBe(
        [
            ("ufs", "seed", NodeStatus.Built, 4), ("stg", "view", NodeStatus.Built, null), ("fct", "incremental", NodeStatus.Built, 3),
            ("no_negative_total", "test", NodeStatus.Passed, 0), ("rpt", "view", NodeStatus.Built, null),
        ]);
        (await RowsAsync("select * from star_reference.ufs order by code")).ShouldBe(["(11,RO,Rondônia)", "(12,AC,\"Acre, o\")", "(13,AM,)", "(14,RR,)"]);
        (await RowsAsync("select * from star.rpt")).ShouldBe(["(AC,\"Acre, o\",6)"]);
        (await RowsAsync("select pg_get_constraintdef(oid) from pg_constraint where conrelid = 'star.fct'::regclass and contype = 'p'")).ShouldBe(["(\"PRIMARY KEY (fact_key)\")"]);
        (await RowsAsync("select obj_description('star.fct'::regclass), col_description('star.fct'::regclass, 1)")).ShouldBe(["(\"One row per permit; it's a fact.\",\"Its key.\")"]);
        (await _replica.Database.ScalarAsync<long>("select count(*) from pg_indexes where schemaname = 'star' and tablename = 'fct'")).ShouldBe(2);
    }

    [Test]
    public async Task A_second_run_over_the_same_rows_writes_nothing()
    {
        await _star.MustAsync();
        var before = await RowsAsync("select xmin, ctid, * from star.fct");
        var report = await _star.MustAsync();

        report.Results.Where(static result => result.Kind != "test").ShouldAllBe(static result => result.Status == NodeStatus.Unchanged);
        (await RowsAsync("select xmin, ctid, * from star.fct")).ShouldBe(before);
    }

    [Test]
    public async Task Only_rows_that_differ_are_written_and_rows_that_are_gone_go()
    {
        await _star.MustAsync();
        var kept = await RowsAsync("select xmin, ctid, * from star.fct where fact_key = 1");
        await _star.DeliverAsync(1, 20);

        await _star.MustAsync();

        (await RowsAsync("select * from star.fct order by 1")).ShouldBe(["(1,AC,1)", "(2,AC,20)"]);
        (await RowsAsync("select xmin, ctid, * from star.fct where fact_key = 1")).ShouldBe(kept);
    }

    [Test]
    public async Task A_reader_keeps_its_rows_and_holds_nothing_up()
    {
        await _star.MustAsync();
        await using var reader = await _replica.Database.OpenAsync();
        await using var transaction = await reader.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await using var sum = new Npgsql.NpgsqlCommand("select sum(total) from star.rpt", reader);
        (await sum.ExecuteScalarAsync()).ShouldBe(6m);
        await _star.DeliverAsync(10);

        await _star.MustAsync();

        (await sum.ExecuteScalarAsync()).ShouldBe(6m);
        (await _replica.Database.ScalarAsync<decimal>("select sum(total) from star.rpt")).ShouldBe(10m);
    }

    [Test]
    public async Task A_model_whose_SQL_fails_midway_keeps_its_earlier_state_and_what_reads_it_is_left()
    {
        await _star.MustAsync();
        await _star.DeliverAsync(5, 0);
        _star.FactSql = "select id as fact_key, coalesce(uf, '?') as uf, 10 / total as total from star_staging.stg";

        var report = await _star.RunAsync();

        report.Succeeded.ShouldBeFalse();
        Result(report, "fct").ShouldBe((NodeStatus.Failed, "division by zero (SQLSTATE 22012). Its earlier state was kept."));
        Result(report, "rpt").ShouldBe((NodeStatus.Skipped, "left as it was: it reads fct, which was not built"));
        Result(report, "no_negative_total").Status.ShouldBe(NodeStatus.Skipped);
        Result(report, "ufs").Status.ShouldBe(NodeStatus.Unchanged);
        (await RowsAsync("select sum(total) from star.fct")).ShouldBe(["(6)"]);
    }

    [Test]
    public async Task Rows_that_break_a_contract_are_refused_before_the_table_is_touched()
    {
        await _star.MustAsync();
        _star.FactSql = "select id as fact_key, nullif(uf, 'AC') as uf, total from star_staging.stg";
        Result(await _star.RunAsync(), "fct").ShouldBe((NodeStatus.Failed, "a row has no uf, which its contract asks for. Its earlier state was kept."));
        _star.FactSql = "select 1::bigint as fact_key, uf, total from star_staging.stg";
        Result(await _star.RunAsync(), "fct").ShouldBe((NodeStatus.Failed, "two rows have the same key. Its earlier state was kept."));
        _star.FactSql = "select id as fact_key, total::text as total, uf as state from star_staging.stg";
        Result(await _star.RunAsync(), "fct").ShouldBe((NodeStatus.Failed,
            "its SQL does not keep its contract: the column uf is promised and not there; the column state is there and not promised; total is text, and integer is promised. Its earlier state was kept."));
        (await RowsAsync("select sum(total) from star.fct")).ShouldBe(["(6)"]);
    }

    [Test]
    public async Task A_table_whose_columns_change_is_replaced_with_the_views_on_it()
    {
        await _star.MustAsync();
        _star.FactSql = "select id as fact_key, coalesce(uf, '?') as uf, total::bigint as total, 1 as more from star_staging.stg";
        _star.FactColumns = [.. _star.FactColumns.Take(2), new("total", "bigint", [], null), new("more", "integer", [], null)];
        // The mart's own SQL stays: it is not its turn.
        var report = await _star.RunAsync(new RunSelection(["fct"]));

        report.Succeeded.ShouldBeTrue(string.Join('\n', report.Results));
        (await RowsAsync("select * from star.rpt")).ShouldBe(["(AC,\"Acre, o\",6)"]);
        (await RowsAsync("select more, total from star.fct where fact_key = 3")).ShouldBe(["(1,3)"]);
    }

    [Test]
    public async Task A_table_that_somebody_elses_view_reads_is_not_taken_away_from_it()
    {
        await _star.MustAsync();
        await _replica.Database.ExecuteAsync("create view public.analyst as select uf, total from star.fct");
        _star.FactSql = "select id as fact_key, coalesce(uf, '?') as uf, total::bigint as total from star_staging.stg";
        _star.FactColumns = [.. _star.FactColumns.Take(2), new("total", "bigint", [], null)];

        Result(await _star.RunAsync(), "fct").ShouldBe((NodeStatus.Failed,
            "its columns change, and public.analyst reads star.fct as it is. Drop them, run again, and make them anew. Its earlier state was kept."));
        (await RowsAsync("select count(*) from public.analyst")).ShouldBe(["(3)"]);
    }

    [Test]
    public async Task A_test_that_fails_says_what_it_means_and_keeps_what_reads_its_rows()
    {
        await _star.DeliverAsync(1, 2);
        _star.Tests = [SmallStar.Test("few_totals", "fct", "totals above one", TestSeverity.Warn), SmallStar.Test("no_total_of_two", "fct", "totals of two")];
        _star.TestSql["few_totals"] = "select * from star.fct where total > 1";
        _star.TestSql["no_total_of_two"] = "select * from star.fct where total = 2";

        var report = await _star.RunAsync();

        Result(report, "few_totals").ShouldBe((NodeStatus.Warned, "1 found: totals above one."));
        Result(report, "no_total_of_two").ShouldBe((NodeStatus.Failed, "1 found: totals of two."));
        Result(report, "rpt").ShouldBe((NodeStatus.Skipped, "left as it was: what it reads does not pass no_total_of_two"));
        report.Succeeded.ShouldBeFalse();
    }

    [Test]
    public async Task A_test_fails_by_the_thresholds_that_it_states()
    {
        _star.Tests = [SmallStar.Test("at_most_three", "fct", "totals", errorIf: "> 3")];
        _star.TestSql["at_most_three"] = "select * from star.fct";
        Result(await _star.RunAsync(), "at_most_three").Status.ShouldBe(NodeStatus.Warned);
        await _star.DeliverAsync(1, 2, 3, 4);
        Result(await _star.RunAsync(), "at_most_three").Status.ShouldBe(NodeStatus.Failed);
    }

    [Test]
    public async Task A_seed_that_changed_becomes_what_its_file_says()
    {
        await _star.MustAsync();
        _star.Seed = "code,uf,name\n11,RO,Rondônia\n12,AC,Acre\n";
        Result(await _star.MustAsync(), "ufs").Status.ShouldBe(NodeStatus.Built);
        (await RowsAsync("select * from star_reference.ufs order by code")).ShouldBe(["(11,RO,Rondônia)", "(12,AC,Acre)"]);
    }

    [Test]
    public async Task A_relation_of_another_kind_is_replaced()
    {
        await _replica.Database.ExecuteAsync($"set role \"{_replica.ModelsUser}\"; create view star.fct as select 1 as x; create table star_staging.stg (y int)");
        await _star.MustAsync();
        (await RowsAsync("select sum(total) from star.fct")).ShouldBe(["(6)"]);
    }

    [Test]
    public async Task An_empty_source_gives_an_empty_star()
    {
        await _star.DeliverAsync();
        Result(await _star.MustAsync(), "fct").Status.ShouldBe(NodeStatus.Built);
        (await RowsAsync("select count(*) from star.rpt")).ShouldBe(["(0)"]);
    }

    private Task<IReadOnlyList<string>> RowsAsync(string sql) => _replica.Database.RowsAsync(sql);

    private static (NodeStatus Status, string? Message) Result(RunReport report, string name) => report.Results.Where(result => result.Name == name).Select(static result => (result.Status, result.Message)).Single();
}
