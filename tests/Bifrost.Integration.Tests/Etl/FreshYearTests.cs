using Bifrost.Etl;
using Bifrost.Etl.Tables;

namespace Bifrost.Integration.Tests.Etl;

/// <summary>A file of years that the table has nothing of is copied straight into it; these are the ways in which that turns out to be wrong.</summary>
public sealed class FreshYearTests
{
    [Test]
    public async Task A_year_that_is_there_after_all_far_into_the_file_is_compared()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        await loading.LoadAsync(loading.Write("a.csv", Occurrences.Header + Occurrences.Row(1, year: 2023) + Occurrences.Row(2, year: 2023)));
        var before = await loading.VersionsAsync(EtlTable.Ocorrencias);

        // Far more new rows than one block of the COPY holds, and then the year that is there: one row as it is, one gone.
        var fresh = string.Concat(Enumerable.Range(1, 5_000).Select(static number => Occurrences.Row(number)));
        var report = (await loading.LoadAsync(loading.Write("b.csv", Occurrences.Header + fresh + Occurrences.Row(1, year: 2023)))).Files.ShouldHaveSingleItem();
        (report.Read, report.Inserted, report.Deleted, report.Unchanged).ShouldBe((5_001, 5_000, 1, 1));
        (await loading.VersionsAsync(EtlTable.Ocorrencias))[0].ShouldBe(before[0], "the row that did not change was not written");

        // No row stands against another here: only the year tells that there is something to compare.
        report = (await loading.LoadAsync(loading.Write("c.csv", Occurrences.Header + Occurrences.Row(1, year: 2022) + Occurrences.Row(3, year: 2023)))).Files.ShouldHaveSingleItem();
        (report.Inserted, report.Deleted, report.Unchanged).ShouldBe((2, 1, 0));
    }

    [Test]
    public async Task Rows_that_become_one_are_added_up_however_far_apart_they_stand()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var text = Occurrences.Header + string.Concat(Enumerable.Range(1, 5_000).Select(static number => Occurrences.Row(number))) + Occurrences.Row(1, month: "1", total: "4");
        var report = (await loading.LoadAsync(loading.Write("merged.csv", text)));
        (report.Files[0].Inserted, report.Files[0].Merged, report.Profiles[0].Merged).ShouldBe((5_000, 1, 1));
        (await loading.Database.ScalarAsync<int>("select total from raw.ocorrencias where marca_arma = 'MARCA 1'")).ShouldBe(5);
    }

    [Test]
    public async Task Too_many_rejects_load_nothing_and_leave_no_profile()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var text = Occurrences.Header + string.Concat(Enumerable.Range(1, 5_000).Select(static number => Occurrences.Row(number, number > 4_900 ? "13" : "01")));
        (await Should.ThrowAsync<EtlException>(loading.LoadAsync(loading.Write("bad.csv", text)))).Message.ShouldContain("100 of 5000 rows were rejected");
        (await loading.RowsAsync(EtlTable.Ocorrencias)).ShouldBeEmpty();
        loading.ProfileNames.ShouldBeEmpty();
    }

    [Test]
    public async Task A_table_without_the_grain_s_constraint_gets_one_row_per_grain_all_the_same()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        await loading.Database.ExecuteAsync("alter table raw.ocorrencias drop constraint ocorrencias_grao");
        var report = (await loading.LoadAsync(loading.Write("merged.csv", Occurrences.Header + Occurrences.Row(1) + Occurrences.Row(1)))).Files.ShouldHaveSingleItem();
        (report.Inserted, report.Merged).ShouldBe((1, 1));
    }

    [Test]
    public async Task Rows_come_in_the_file_s_order_and_ids_without_gaps()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        await loading.LoadAsync(loading.Write("a.csv", Occurrences.Header + string.Concat(Enumerable.Range(1, 4_000).Reverse().Select(static number => Occurrences.Row(number)))));
        (await loading.Database.RowsAsync("select id, marca_arma from raw.ocorrencias order by id")).ShouldBe(Enumerable.Range(1, 4_000).Select(static id => $"({id},\"MARCA {4_001 - id}\")"));
    }
}
