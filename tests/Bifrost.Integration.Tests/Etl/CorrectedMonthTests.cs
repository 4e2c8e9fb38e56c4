using Bifrost.Etl;
using Bifrost.Etl.Tables;

namespace Bifrost.Integration.Tests.Etl;

/// <summary>The publisher re-issues a year with one month corrected.</summary>
public sealed class CorrectedMonthTests
{
    private static readonly string[] Months = ["01", "02", "03"];

    private static string Issue(Func<string, string> month) => Occurrences.Header + string.Concat(Months.Select(month));

    private static string AsIssued(string month) => string.Concat(Enumerable.Range(1, 50).Select(number => Occurrences.Row(number, month)));

    /// <summary>February: rows 1 to 5 gone, 6 to 10 with another total, 51 to 53 new.</summary>
    private static string Corrected(string month) => month != "02"
        ? AsIssued(month)
        : string.Concat(Enumerable.Range(6, 48).Select(number => Occurrences.Row(number, month, number <= 10 ? "9" : "1")));

    [Test]
    public async Task Only_the_corrected_month_is_written()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        await loading.LoadAsync(loading.Write("first.csv", Issue(AsIssued)));
        var others = await OtherMonthsAsync(loading);
        var report = await loading.LoadAsync(loading.Write("corrected.csv", Issue(Corrected)));
        (report.Files[0].Inserted, report.Files[0].Updated, report.Files[0].Deleted, report.Files[0].Unchanged).ShouldBe((3, 5, 5, 140));
        (await OtherMonthsAsync(loading)).ShouldBe(others, "not a row version of another month is new");
        (await loading.Database.RowsAsync("select marca_arma, total from raw.ocorrencias where mes_ocorrencia = 2 order by substr(marca_arma, 7)::int"))
            .ShouldBe(Enumerable.Range(6, 48).Select(static number => $"(\"MARCA {number}\",{(number <= 10 ? 9 : 1)})"));
        (report.Profiles[0].Read, report.Profiles[0].Total).ShouldBe((148, 188));
    }

    [Test]
    public async Task A_month_that_is_no_longer_issued_goes()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        await loading.LoadAsync(loading.Write("first.csv", Issue(AsIssued)));
        var report = await loading.LoadAsync(loading.Write("without.csv", Issue(static month => month == "02" ? "" : AsIssued(month))));
        (report.Files[0].Deleted, report.Files[0].Unchanged).ShouldBe((50, 100));
        (await loading.Database.RowsAsync("select distinct mes_ocorrencia from raw.ocorrencias order by 1")).ShouldBe(["(1)", "(3)"]);
    }

    [Test]
    public async Task The_same_month_twice_in_a_run_is_loaded_in_the_order_that_is_given_or_not_at_all()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var (first, corrected) = (loading.Write("first.csv", Issue(AsIssued)), loading.Write("corrected.csv", Issue(Corrected)));
        var error = await Should.ThrowAsync<EtlException>(loading.LoadAsync(first, corrected));
        error.Message.ShouldBe("first.csv and corrected.csv both cover ocorrencias of 2024, and nothing says which is the later issue. Nothing was loaded. "
            + "Name them in the order of issue: --input first.csv --input corrected.csv.");
        (await loading.RowsAsync(EtlTable.Ocorrencias)).ShouldBeEmpty();

        await loading.LoadAsync(first, corrected with { Order = 1 });
        (await loading.Database.ScalarAsync<long>("select sum(total) from raw.ocorrencias where mes_ocorrencia = 2")).ShouldBe(88);
        await loading.LoadAsync(corrected, first with { Order = 1 });
        (await loading.Database.ScalarAsync<long>("select sum(total) from raw.ocorrencias where mes_ocorrencia = 2")).ShouldBe(50, "the later issue is the last one named");
    }

    private static Task<IReadOnlyList<string>> OtherMonthsAsync(LoadingDatabase loading) =>
        loading.Database.RowsAsync("select xmin, ctid, t.* from raw.ocorrencias t where mes_ocorrencia <> 2 order by id");
}
