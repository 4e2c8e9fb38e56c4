using System.Text;
using Bifrost.Etl.Clean;
using Bifrost.Etl.Extract;
using Bifrost.Etl.Profiles;
using Bifrost.Etl.Rejects;
using Bifrost.Etl.Tables;

namespace Bifrost.Etl.Tests.Clean;

public sealed class RowCleanerTests
{
    private static readonly string[] Good = ["2024", "01", "AC", "RIO BRANCO   ", "Pistola  ", "TAURUS ARMAS S.A.   ", "9x19mm ", "Furto de Arma de Fogo  ", "S", "2"];

    [Test]
    public void A_published_line_becomes_a_row()
    {
        var row = Clean(Good);
        Numbers(row).ShouldBe([2024, 1, null, null, null, null, null, null, 1, 2]);
        Texts(row).ShouldBe([null, null, "AC", "Rio Branco", "Pistola", "TAURUS ARMAS S.A.", "9x19mm", "Furto de Arma de Fogo", null, null]);
    }

    [Test]
    public void Blanks_are_null_and_nothing_of_the_row_before_stays()
    {
        var cleaner = Cleaner();
        var row = new CleanRow(EtlTable.Ocorrencias);
        Clean(cleaner, Good, row).ShouldBeNull();
        Clean(cleaner, ["2024", "12", "  ", "   ", "", " ", "", "", "", "0"], row).ShouldBeNull();
        Texts(row).ShouldAllBe(static text => text == null);
        Numbers(row).ShouldBe([2024, 12, null, null, null, null, null, null, null, 0]);
    }

    [TestCase(2, "ac", "AC")]
    [TestCase(5, "Heckler & Koch", "Heckler & Koch")]
    [TestCase(6, ".38 spl", ".38 spl")]
    [TestCase(4, "NÃO IDENTIFICADA", "Não Identificada")]
    public void Units_are_upper_case_and_brands_and_calibres_keep_their_own(int column, string published, string stored) =>
        Clean(With(column, published))[column].Text.ShouldBe(stored);

    [TestCase("S", 1)]
    [TestCase("N", 0)]
    [TestCase(" n ", 0)]
    public void Flags_are_read(string published, int stored) => Clean(With(8, published))[8].Number.ShouldBe(stored);

    [TestCase(0, "1996", RejectKind.OutOfRange, "ano_ocorrencia: 1996 is not a year from 1997 to 2027")]
    [TestCase(0, "2028", RejectKind.OutOfRange, "ano_ocorrencia: 2028 is not a year from 1997 to 2027")]
    [TestCase(0, "", RejectKind.Blank, "ano_ocorrencia: is blank, must be a year")]
    [TestCase(1, "13", RejectKind.OutOfRange, "mes_ocorrencia: 13 is not a month from 1 to 12")]
    [TestCase(1, "0", RejectKind.OutOfRange, "mes_ocorrencia: 0 is not a month from 1 to 12")]
    [TestCase(1, "jan", RejectKind.NotANumber, "mes_ocorrencia: \"jan\" is not a month")]
    [TestCase(2, "XX", RejectKind.UnknownUnit, "uf: \"XX\" is not one of the 27 federative units")]
    [TestCase(8, "X", RejectKind.NotAFlag, "mais_1000_mil_hab: \"X\" is neither S nor N")]
    [TestCase(9, "-1", RejectKind.OutOfRange, "total: -1 is not a count from 0 to 2147483647")]
    [TestCase(9, "1,5", RejectKind.NotANumber, "total: \"1,5\" is not a count")]
    [TestCase(9, "3000000000", RejectKind.NotANumber, "total: \"3000000000\" is not a count")]
    public void A_bad_value_is_rejected_with_its_column_and_what_is_allowed(int column, string published, RejectKind kind, string reason) =>
        Clean(Cleaner(), With(column, published), new(EtlTable.Ocorrencias)).ShouldBe(new Rejection(kind, EtlTable.Ocorrencias.Columns[column].Name, reason));

    [Test]
    public void A_text_that_is_longer_than_any_published_one_is_rejected() =>
        Clean(Cleaner(), With(5, new('x', 201)), new(EtlTable.Ocorrencias))!.Reason.ShouldBe("marca_arma: is longer than 200 characters");

    [Test]
    public void A_line_with_too_few_fields_is_rejected() =>
        Clean(Cleaner(), Good[..9], new(EtlTable.Ocorrencias))!.Reason.ShouldBe("9 fields where the header has 10");

    [Test]
    public void Columns_are_found_where_the_header_says_they_are()
    {
        var row = new CleanRow(EtlTable.Ocorrencias);
        Clean(new([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], 2027, new(EtlTable.Ocorrencias)), [.. Good.Reverse()], row).ShouldBeNull();
        row[3].Text.ShouldBe("Rio Branco");
        row[9].Number.ShouldBe(2);
    }

    private static RowCleaner Cleaner() => new([.. Enumerable.Range(0, 10)], 2027, new InputTally(EtlTable.Ocorrencias));

    private static Rejection? Clean(RowCleaner cleaner, string[] fields, CleanRow row)
    {
        var line = Encoding.Latin1.GetBytes(string.Join(';', fields));
        var split = new LineFields(Encoding.Latin1);
        split.Split(line);
        return cleaner.Clean(split, line, row);
    }

    private static IEnumerable<string?> Texts(CleanRow row) => row.Fields.ToArray().Select(static field => field.Text);

    private static IEnumerable<int?> Numbers(CleanRow row) => row.Fields.ToArray().Select(static field => field.Number);

    private static CleanRow Clean(string[] fields)
    {
        var row = new CleanRow(EtlTable.Ocorrencias);
        Clean(Cleaner(), fields, row).ShouldBeNull();
        return row;
    }

    private static string[] With(int column, string value) => [.. Good.Select((good, at) => at == column ? value : good)];
}
