using System.Text;
using Bifrost.Etl.Clean;
using Bifrost.Etl.Extract;
using Bifrost.Etl.Generate;
using Bifrost.Etl.Sample;
using Bifrost.Etl.Tables;
using Bifrost.Etl.Tests.Extract;

namespace Bifrost.Etl.Tests.Generate;

public sealed class FileGeneratorTests
{
    private static readonly IReadOnlyList<EtlTable> Tables = EtlTable.All;

    [TestCaseSource(nameof(Tables))]
    public void A_made_file_has_the_published_shape(EtlTable table)
    {
        var bytes = Generate(table, 2_000, 1);
        var lines = Encoding.Latin1.GetString(bytes).Split("\r\n");
        lines.Length.ShouldBe(2_002, "CRLF ends every line");
        Encoding.Latin1.GetString(bytes).ShouldContain("Ã");
        foreach (var line in lines[1..^1])
            line.Split(';').Zip(table.Columns).Where(static pair => pair.Second.Width > 0).ShouldAllBe(static pair => pair.First.Length == pair.Second.Width);
        var file = Inputs.Open(Inputs.Of(bytes))!;
        (file.Table, file.Rows).ShouldBe((table, 2_000));
    }

    [TestCaseSource(nameof(Tables))]
    public void Every_row_is_clean_and_no_two_have_one_grain(EtlTable table)
    {
        var cleaner = new RowCleaner([.. Enumerable.Range(0, table.Columns.Count)], 2030, new(table));
        var row = new CleanRow(table);
        var grains = new HashSet<string>();
        using var reader = Inputs.Open(Inputs.Of(Generate(table, 20_000, 3)))!.Read();
        while (reader.Read())
        {
            reader.Clean(cleaner, row).ShouldBeNull($"line {reader.Line}");
            grains.Add(string.Join(';', row.Fields[..^1].ToArray().Select(static field => $"{field.Text}{field.Number}"))).ShouldBeTrue($"line {reader.Line}");
        }
        grains.Count.ShouldBe(20_000);
    }

    [Test]
    public void The_seed_decides_every_byte()
    {
        Generate(EtlTable.Registros, 500, 7).ShouldBe(Generate(EtlTable.Registros, 500, 7));
        Generate(EtlTable.Registros, 500, 7).ShouldNotBe(Generate(EtlTable.Registros, 500, 8));
    }

    [Test]
    public void Rows_follow_the_residents()
    {
        var units = Inputs.Records(Inputs.Of(Generate(EtlTable.Ocorrencias, 20_000, 1))).CountBy(static record => record.Fields[2].Trim()).OrderByDescending(static unit => unit.Value).ToList();
        units.Count.ShouldBe(28, "all units, and the blank place");
        units.Take(3).Select(static unit => unit.Key).ShouldBe(["SP", "MG", "RJ"]);
    }

    [Test]
    public void A_re_issue_takes_away_changes_and_adds_and_is_the_same_each_time()
    {
        var from = Inputs.Of(Generate(EtlTable.Registros, 3_000, 1));
        var (before, after) = (Totals(from), Totals(Inputs.Of(Reissued(from, 2))));
        before.Keys.Except(after.Keys).Count().ShouldBeInRange(10, 60);
        after.Keys.Except(before.Keys).Count().ShouldBeInRange(45, 140);
        after.Count(row => before.TryGetValue(row.Key, out var total) && total != row.Value).ShouldBeInRange(25, 100);
        Reissued(from, 2).ShouldBe(Reissued(from, 2));
    }

    [Test]
    public void The_smallest_file_gets_one_change_of_each_kind()
    {
        var from = Inputs.Of(Generate(EtlTable.Portes, 3, 1));
        var (before, after) = (Totals(from), Totals(Inputs.Of(Reissued(from, 1))));
        before.Keys.Except(after.Keys).Count().ShouldBe(1);
        after.Count.ShouldBeGreaterThanOrEqualTo(3);
    }

    [TestCase("PORTES_2025.earlier", "PORTES_2025", 2025)]
    [TestCase("REGISTROS_2025", "REGISTROS_2025.earlier", 2026)]
    public void The_sample_carries_what_the_generator_makes(string carried, string from, int seed) =>
        Content(SampleIssue.File(carried)).ShouldBe(Reissued(SampleIssue.File(from), seed));

    [Test]
    public void The_sample_s_first_registrations_are_what_the_generator_makes() =>
        Content(SampleIssue.File("REGISTROS_2025.earlier")).ShouldBe(Generate(EtlTable.Registros, 8_000, 2025));

    private static byte[] Generate(EtlTable table, long rows, int seed)
    {
        using var bytes = new MemoryStream();
        FileGenerator.Generate(table, rows, seed, 2025, bytes, default);
        return bytes.ToArray();
    }

    private static byte[] Reissued(InputFile from, int seed)
    {
        using var bytes = new MemoryStream();
        Reissue.Write(from, seed, bytes, default);
        return bytes.ToArray();
    }

    private static byte[] Content(InputFile file)
    {
        using var open = new OpenText(file);
        using var bytes = new MemoryStream();
        open.Text.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static Dictionary<string, string> Totals(InputFile file) =>
        Inputs.Records(file).ToDictionary(static record => string.Join(';', record.Fields[..^1].Select(static field => field.Trim())), static record => record.Fields[^1]);
}
