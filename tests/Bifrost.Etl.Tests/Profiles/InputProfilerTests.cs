using Bifrost.Etl.Extract;
using Bifrost.Etl.Profiles;
using Bifrost.Etl.Rejects;
using Bifrost.Etl.Sample;
using Bifrost.Etl.Tests.Extract;

namespace Bifrost.Etl.Tests.Profiles;

public sealed class InputProfilerTests
{
    private const string Header = "ANO_OCORRENCIA;MES_OCORRENCIA;UF;MUNICIPIO;ESPECIE_ARMA;MARCA_ARMA;CALIBRE_ARMA;TIPO_OCORRENCIA;MAIS_1000_MIL_HAB;TOTAL\r\n";

    private static string Row(string year = "2024", string month = "01", string uf = "AC", string place = "RIO BRANCO", string brand = "TAURUS", string type = "Furto", string flag = "S", string total = "1") =>
        $"{year};{month};{uf};{place}   ;Pistola;{brand};.38;{type};{flag};{total}\r\n";

    [Test]
    public async Task Rows_months_totals_distinct_values_and_blanks_are_counted()
    {
        var profile = await OneAsync(Header + Row(total: "7") + Row(month: "03", uf: "", place: "", total: "2") + Row(year: "2023", month: "11", brand: "", total: "0"));
        (profile.Table, profile.Read, profile.Rejected, profile.Merged).ShouldBe(("raw.ocorrencias", 3, 0, 0));
        profile.Years.ShouldBe([2023, 2024]);
        (profile.FirstMonth, profile.LastMonth).ShouldBe((new DateOnly(2023, 11, 1), new DateOnly(2024, 3, 1)));
        (profile.Total, profile.LeastTotal, profile.MostTotal).ShouldBe((9, 0, 7));
        Counted(profile, "municipio").ShouldBe((1, true, 1));
        Counted(profile, "marca_arma").ShouldBe((1, true, 1));
        Counted(profile, "mes_ocorrencia").ShouldBe((3, true, 0));
        Counted(profile, "total").ShouldBe((3, true, 0));
    }

    [Test]
    public async Task Every_year_counts_in_whatever_order_its_rows_come() =>
        (await OneAsync(Header + Row("2020") + Row("2024") + Row("2022") + Row("2020", month: "02"))).Years.ShouldBe([2020, 2022, 2024]);

    [Test]
    public async Task Rejected_rows_are_counted_by_reason_and_column_and_nowhere_else()
    {
        var profile = await OneAsync(Header + Row() + Row(month: "13") + Row(month: "14") + Row(place: "FEIJÓ", total: "x") + Row(uf: "XX", place: "FEIJÓ") + Row(place: "RIO \"BRANCO") + "2024;01;AC\r\n");
        (profile.Read, profile.Rejected, profile.Total).ShouldBe((7, 6, 1));
        profile.Rejects.ShouldBe(
        [
            new(RejectKind.OutOfRange, "mes_ocorrencia", 2), new(RejectKind.FieldCount, null, 1), new(RejectKind.Quotes, null, 1), new(RejectKind.NotANumber, "total", 1), new(RejectKind.UnknownUnit, "uf", 1),
        ]);
        Counted(profile, "municipio").ShouldBe((1, true, 0), "a value of a rejected row is none");
    }

    [Test]
    public async Task Values_that_become_one_when_cleaned_are_one_and_their_rows_are_merged()
    {
        var profile = await OneAsync(Header + Row(place: "RIO BRANCO") + Row(place: "Rio  Branco", month: "1") + Row(place: "rio branco", total: "5"));
        Counted(profile, "municipio").ShouldBe((1, true, 0));
        profile.Merged.ShouldBe(2);
    }

    [Test]
    public async Task Values_are_named_where_the_set_is_closed_and_only_counted_where_people_type()
    {
        var profile = await OneAsync(Header + Row(type: "Roubo") + Row(type: "Furto", brand: "ROSSI") + Row(type: "FURTO", brand: "CBC"));
        Column(profile, "tipo_ocorrencia").Values.ShouldBe([new("Furto", 2), new("Roubo", 1)]);
        Column(profile, "mais_1000_mil_hab").Values.ShouldBe([new("true", 3)]);
        foreach (var typed in new[] { "municipio", "marca_arma", "calibre_arma", "total" })
            Column(profile, typed).Values.ShouldBeEmpty(typed);
    }

    [Test]
    public async Task A_column_of_words_that_holds_free_text_is_no_closed_set()
    {
        var profile = await OneAsync(Header + string.Concat(Enumerable.Range(0, 101).Select(static n => Row(type: $"Texto {n}"))));
        (Column(profile, "tipo_ocorrencia").Distinct, Column(profile, "tipo_ocorrencia").Values.Count).ShouldBe((101, 0));
    }

    [Test]
    public async Task Above_ten_thousand_distinct_values_are_more_than_that()
    {
        var profile = await OneAsync(Header + string.Concat(Enumerable.Range(0, 10_000).Select(static n => Row(brand: $"M{n}"))));
        Counted(profile, "marca_arma").ShouldBe((10_000, true, 0));
        profile = await OneAsync(Header + string.Concat(Enumerable.Range(0, 25_000).Select(static n => Row(brand: $"M{n}"))));
        Counted(profile, "marca_arma").ShouldBe((10_000, false, 0));
        profile.Merged.ShouldBe(0);
    }

    [Test]
    public async Task A_header_without_rows_has_a_profile_of_nothing()
    {
        var profile = await OneAsync(Header);
        (profile.Read, profile.FirstMonth, profile.LeastTotal, profile.Total).ShouldBe((0, null, null, 0));
        profile.Years.ShouldBeEmpty();
        profile.Columns.Count.ShouldBe(10);
    }

    [Test]
    public async Task A_published_file_is_counted_as_it_is()
    {
        var profile = (await new InputProfiler(TimeProvider.System).ReadAsync([SampleIssue.File("OCORRENCIAS_2024")], default)).Profiles.ShouldHaveSingleItem();
        var records = Inputs.Records(SampleIssue.File("OCORRENCIAS_2024"));
        (profile.Read, profile.Rejected, profile.Merged).ShouldBe((9_199, 0, 0));
        profile.Total.ShouldBe(records.Sum(static record => long.Parse(record.Fields[^1], null)));
        Counted(profile, "uf").ShouldBe((27, true, records.Count(static record => record.Fields[2].Trim().Length == 0)));
        Counted(profile, "marca_arma").Distinct.ShouldBe(records.Select(static record => record.Fields[5].Trim()).Where(static text => text.Length > 0).Distinct().Count());
    }

    private static async Task<InputProfile> OneAsync(string text) =>
        (await new InputProfiler(TimeProvider.System).ReadAsync([Inputs.Of(text)], default)).Profiles.ShouldHaveSingleItem();

    private static ColumnProfile Column(InputProfile profile, string name) => profile.Columns.Single(column => column.Name == name);

    private static (long Distinct, bool IsExact, long Blanks) Counted(InputProfile profile, string name) =>
        (Column(profile, name).Distinct, Column(profile, name).IsExact, Column(profile, name).Blanks);
}
