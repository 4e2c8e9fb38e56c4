using System.Text;
using Bifrost.Etl;
using Bifrost.Etl.Rejects;
using Bifrost.Etl.Tables;
using Bifrost.Etl.Load;

namespace Bifrost.Integration.Tests.Etl;

public sealed class BadInputTests
{
    private const string Header = Occurrences.Header;

    private static string Row(int number, string month = "01", string total = "1", int year = 2024, string place = "RIO BRANCO") => Occurrences.Row(number, month, total, year, place);

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
        error.Message.ShouldContain("both cover ocorrencias of 2024, and nothing says which is the later issue. Nothing was loaded.");
        error.Message.ShouldEndWith($"--input {a.Name} --input {b.Name}.");
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

    [Test]
    public async Task An_empty_file_is_refused_and_a_header_alone_changes_nothing()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        await loading.LoadAsync(loading.Write("rows.csv", Header + Rows(150)));
        var before = await loading.VersionsAsync(EtlTable.Ocorrencias);
        (await Should.ThrowAsync<EtlException>(loading.LoadAsync(loading.Write("empty.csv", "")))).Message.ShouldBe("empty.csv is empty: it has not even a header. Fetch it again.");
        (await Should.ThrowAsync<EtlException>(loading.LoadAsync(loading.Write("blank.csv", "\r\n\r\n")))).Message.ShouldContain("blank.csv is none of the published files");

        var report = (await loading.LoadAsync(loading.Write("header.csv", Header))).Files.ShouldHaveSingleItem();
        (report.Read, report.Inserted, report.Updated, report.Deleted, report.Years.Count).ShouldBe((0, 0, 0, 0, 0));
        (await loading.VersionsAsync(EtlTable.Ocorrencias)).ShouldBe(before);
        loading.ProfileNames.ShouldBe(["ocorrencias-2024.json"]);
    }

    [Test]
    public async Task The_header_decides_for_the_table_whatever_the_name_says()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var report = (await loading.LoadAsync(loading.Write("PORTES_2024.csv", Header + Rows(3)))).Files.ShouldHaveSingleItem();
        (report.Table, report.Inserted).ShouldBe(("raw.ocorrencias", 3));
        (await loading.RowsAsync(EtlTable.Portes)).ShouldBeEmpty();
    }

    [Test]
    public async Task Rows_below_the_header_of_another_table_load_nothing_and_leave_no_profile()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        const string Permits = "ANO_EMISSAO;MES_MISSAO;UF;MUNICIPIO;TIPO;STATUS;ABRANGENCIA;ESPECIE_ARMA;MARCA_ARMA;CALIBRE_ARMA;SEXO;TOTAL\r\n";
        var error = await Should.ThrowAsync<EtlException>(loading.LoadAsync(loading.Write("mixed.csv", Permits + Rows(20))));
        error.Message.ShouldContain("20 of 20 rows were rejected");
        (await File.ReadAllTextAsync(Path.Combine(loading.Folder, "mixed.csv.rejects.csv"))).ShouldContain("10 fields where the header has 12");
        (await loading.RowsAsync(EtlTable.Portes)).ShouldBeEmpty();
        loading.ProfileNames.ShouldBeEmpty();
    }

    [Test]
    public async Task A_name_in_two_federative_units_is_two_places_each_spelt_as_its_own()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var rows = new[] { ("TO", "SANTA FÉ DO ARAGUAIA"), ("RO", "ALTA FLORESTA D´OESTE"), ("SP", "ALTA FLORESTA D´OESTE"), ("SP", "BOM JESUS"), ("PI", "BOM JESUS"), ("PB", "BOM JESUS"), ("SP", "SANTA BÁRBARA D´OESTE") };
        var report = await loading.LoadAsync(loading.Write("places.csv", Header + string.Concat(rows.Select(static row => Occurrences.Row(1, place: row.Item2, uf: row.Item1)))));
        (report.Files[0].Inserted, report.Files[0].Merged).ShouldBe((7, 0));
        (await loading.Database.RowsAsync("select uf, municipio from raw.ocorrencias order by id"))
            .ShouldBe(["(TO,\"Santa Fé do Araguaia\")", "(RO,\"Alta Floresta D'Oeste\")", "(SP,\"Alta Floresta d'Oeste\")", "(SP,\"Bom Jesus\")", "(PI,\"Bom Jesus\")", "(PB,\"Bom Jesus\")", "(SP,\"Santa Bárbara d'Oeste\")"]);
        report.Profiles[0].Columns.Single(static column => column.Name == "municipio").Distinct.ShouldBe(5);
    }

    [Test]
    public async Task A_file_that_changes_between_two_looks_is_refused()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var opened = 0;
        var file = new Bifrost.Etl.Extract.InputFile("growing.csv", () => new MemoryStream(Encoding.Latin1.GetBytes(Header + Rows(++opened < 4 ? 3 : 4))), 0);
        (await Should.ThrowAsync<EtlException>(loading.LoadAsync(file))).Message.ShouldContain("growing.csv changed while it was read");
        (await loading.RowsAsync(EtlTable.Ocorrencias)).ShouldBeEmpty();
    }
}
