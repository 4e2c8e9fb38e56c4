using System.Text;
using Bifrost.Etl;
using Bifrost.Etl.Rejects;
using Bifrost.Etl.Tables;
using Bifrost.Etl.Load;

namespace Bifrost.Integration.Tests.Etl;

public sealed class BadInputTests
{
    private const string Header = "ANO_OCORRENCIA;MES_OCORRENCIA;UF;MUNICIPIO;ESPECIE_ARMA;MARCA_ARMA;CALIBRE_ARMA;TIPO_OCORRENCIA;MAIS_1000_MIL_HAB;TOTAL\r\n";

    private static string Row(int number, string month = "01", string total = "1", int year = 2024, string place = "RIO BRANCO") =>
        $"{year};{month};AC;{place}       ;Pistola  ;MARCA {number}  ;.38  ;Furto de Arma de Fogo   ;S;{total}\r\n";

    private static string Rows(int count, int year = 2024) => string.Concat(Enumerable.Range(1, count).Select(number => Row(number, year: year)));

    [Test]
    public async Task Five_percent_of_bad_rows_load_nothing_and_the_reject_file_names_their_lines()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var text = Header + string.Concat(Enumerable.Range(1, 100).Select(static number => Row(number, month: number % 20 == 0 ? "13" : "01")));
        var error = await Should.ThrowAsync<EtlException>(loading.LoadAsync(loading.Write("bad.csv", text)));
        error.Message.ShouldContain("5 of 100 rows were rejected, more than the limit of 1 %");
        (await loading.RowsAsync(EtlTable.Ocorrencias)).ShouldBeEmpty();
        var rejects = await File.ReadAllLinesAsync(Path.Combine(loading.Folder, "bad.csv.rejects.csv"));
        rejects[0].ShouldBe("line;reason;text");
        rejects[1..].Select(static line => line.Split(';')[0]).ShouldBe(["21", "41", "61", "81", "101"]);
        rejects[1].ShouldContain("mes_ocorrencia: 13 is not a month from 1 to 12");
        rejects[1].ShouldContain("MARCA 20");
    }

    [Test]
    public async Task Bad_rows_within_the_limit_are_left_out_and_the_rest_is_loaded()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var text = Header + Row(1) + "2024;01;AC;RIO \"BRANCO;Pistola;A;.38;Furto;S;1\r\n" + Row(2, total: "-1") + Row(3) + "2024;01;AC\r\n";
        var report = (await loading.LoadAsync(RejectLimit.Parse("3"), loading.Write("some.csv", text))).Files[0];
        (report.Read, report.Rejected, report.Inserted).ShouldBe((5, 3, 2));
        var rejects = await File.ReadAllTextAsync(report.RejectFile!);
        rejects.ShouldContain("the quotes do not pair");
        rejects.ShouldContain("total: -1 is not a count from 0 to 2147483647");
        rejects.ShouldContain("3 fields where the header has 10");

        await loading.LoadAsync(loading.Write("some.csv", Header + Row(1)));
        File.Exists(report.RejectFile).ShouldBeFalse("an old reject file must not be taken for a new one");
    }

    [Test]
    public async Task Rows_that_become_one_when_cleaned_are_added_up_and_counted()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var report = (await loading.LoadAsync(loading.Write("merged.csv", Header + Row(1, total: "2") + Row(1, month: "1", total: "3", place: "Rio  Branco")))).Files[0];
        (report.Read, report.Merged, report.Inserted).ShouldBe((2, 1, 1));
        (await loading.Database.ScalarAsync<int>("select total from raw.ocorrencias")).ShouldBe(5);
    }

    [Test]
    public async Task Two_issues_of_one_year_in_a_run_need_an_order()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var (a, b) = (LoadingDatabase.Sample("OCORRENCIAS_2024.earlier"), LoadingDatabase.Sample("OCORRENCIAS_2024"));
        var error = await Should.ThrowAsync<EtlException>(loading.LoadAsync(a, b));
        error.Message.ShouldContain("both cover ocorrencias of 2024");
        (await loading.RowsAsync(EtlTable.Ocorrencias)).ShouldBeEmpty();

        var report = await loading.LoadAsync(a, b with { Order = 1 });
        report.Files.Select(static file => file.Inserted).ShouldBe([7_638, 1_576]);
    }

    [Test]
    public async Task A_file_that_lost_most_of_a_year_is_refused()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        await loading.LoadAsync(loading.Write("whole.csv", Header + Rows(300)));
        var error = await Should.ThrowAsync<EtlException>(loading.LoadAsync(loading.Write("cut.csv", Header + Rows(20))));
        error.Message.ShouldContain("would delete 280 of the 300 rows of raw.ocorrencias for 2024");
        (await loading.RowsAsync(EtlTable.Ocorrencias)).Count.ShouldBe(300);
    }

    [Test]
    public async Task A_fault_in_the_last_file_loads_none_of_the_first()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var bad = loading.Write("bad.csv", Header + Row(1, month: "x", year: 2023));
        await Should.ThrowAsync<EtlException>(loading.LoadAsync(loading.Write("good.csv", Header + Rows(5)), bad));
        (await loading.RowsAsync(EtlTable.Ocorrencias)).ShouldBeEmpty();
    }

    [Test]
    public async Task Files_of_a_folder_that_are_not_published_ones_are_passed_over_by_name()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var stranger = loading.Write("other.csv", "a;b\r\n1;2\r\n") with { IsNamed = false };
        var report = await loading.LoadAsync(stranger, loading.Write("good.csv", Header + Rows(2)));
        report.Skipped.ShouldBe(["other.csv"]);
        (await Should.ThrowAsync<EtlException>(loading.LoadAsync(stranger with { IsNamed = true }))).Message.ShouldContain("other.csv is none of the published files");
    }

    [Test]
    public async Task A_utf8_file_means_what_the_latin1_file_means()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var text = Header + Row(1, place: "FEIJÓ") + Row(2, place: "FEIJO\u0301");
        await loading.LoadAsync(loading.Write("utf8.csv", text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)));
        (await loading.Database.RowsAsync("select distinct municipio from raw.ocorrencias")).ShouldBe(["(Feijó)"]);
        var again = await loading.LoadAsync(loading.Write("latin1.csv", Header + Row(1, place: "FEIJÓ") + Row(2, place: "FEIJÓ")));
        again.Files[0].Unchanged.ShouldBe(2);
    }
}
