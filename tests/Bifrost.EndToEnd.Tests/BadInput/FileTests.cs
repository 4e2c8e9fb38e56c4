using System.Text;

namespace Bifrost.EndToEnd.Tests.BadInput;

/// <summary>Files that are not as published. Nothing of them is loaded.</summary>
public sealed class FileTests : RunningStackTests
{
    private const int Rows = 400;

    private string _good = "";

    [OneTimeSetUp]
    public async Task MakeFileAsync()
    {
        await Place.MustAsync($"etl generate --kind portes --rows {Rows} --year 2019 --to PORTES_2019.csv");
        _good = await File.ReadAllTextAsync(Path.Combine(Place.Folder, "PORTES_2019.csv"), Encoding.Latin1);
    }

    [Test]
    public Task Another_delimiter_is_named() => RefusedAsync(_good.Replace(';', ','), Encoding.Latin1, "delimited by", "\";\"");

    [Test]
    public Task Another_encoding_is_named_with_the_way_to_convert_it() => RefusedAsync(_good, Encoding.Unicode, "UTF-16", "iconv");

    [Test]
    public Task A_byte_that_is_no_character_is_named_with_its_line() => RefusedAsync(_good + "2019;01;AC;\u0093x\u0094;a;b;c;d;e;f;M;1\n", Encoding.Latin1, "line 402", "0x93");

    [Test]
    public Task A_missing_column_is_named() => RefusedAsync(string.Join('\n', _good.Split('\n').Select(static line => line[..Math.Max(0, line.LastIndexOf(';'))])), Encoding.Latin1, "TOTAL");

    [Test]
    public async Task Five_percent_of_bad_rows_load_nothing_and_each_is_in_the_reject_file_with_line_and_reason()
    {
        var lines = _good.Split('\n');
        for (var line = 20; line <= Rows; line += 20)
            lines[line] = lines[line][..lines[line].LastIndexOf(';')] + ";segredo";
        var outcome = await RefusedAsync(string.Join('\n', lines), Encoding.Latin1, $"{Rows / 20} of {Rows} rows were rejected", "more than the limit of 1 %", "--max-rejects");
        outcome.ShouldNotContain("segredo");
        var rejects = Directory.GetFiles(Path.Combine(Place.Folder, ".bifrost", "etl"), "*bad*rejects*").ShouldHaveSingleItem();
        (await File.ReadAllLinesAsync(rejects)).Skip(1).Select(static line => line.Split(';')[0]).ShouldBe(Enumerable.Range(1, Rows / 20).Select(static number => $"{number * 20 + 1}"));

        await Place.MustAsync("etl run --input PORTES_bad.csv --max-rejects 5%");
        (await LoadedAsync()).ShouldBe(Rows - Rows / 20);
        await Place.ExecuteAsync(Place.Login("THOR", "THOR_ETL"), "delete from raw.portes where ano_emissao = 2019");
    }

    private async Task<string> RefusedAsync(string content, Encoding encoding, params string[] says)
    {
        await File.WriteAllTextAsync(Path.Combine(Place.Folder, "PORTES_bad.csv"), content, encoding);
        var outcome = await Place.MustFailAsync("etl run --input PORTES_bad.csv", 1, [.. says, "PORTES_bad.csv"]);
        (await LoadedAsync()).ShouldBe(0);
        return outcome.ToString();
    }

    private Task<long> LoadedAsync() => Place.ScalarAsync<long>(Place.Login("THOR", "THOR_ETL"), "select count(*) from raw.portes where ano_emissao = 2019");
}
