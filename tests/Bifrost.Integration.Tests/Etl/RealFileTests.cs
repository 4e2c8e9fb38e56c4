using Bifrost.Etl.Sample;
using Bifrost.Etl.Tables;

namespace Bifrost.Integration.Tests.Etl;

public sealed class RealFileTests
{
    [TestCase("OCORRENCIAS_2024.earlier", "raw.ocorrencias", 7_638)]
    [TestCase("OCORRENCIAS_2024", "raw.ocorrencias", 9_199)]
    [TestCase("OCORRENCIAS_2025", "raw.ocorrencias", 6_714)]
    [TestCase("PORTES_2024", "raw.portes", 4_279)]
    [TestCase("PORTES_2025", "raw.portes", 3_080)]
    public async Task A_published_file_loads_whole(string name, string table, int rows)
    {
        await using var loading = await LoadingDatabase.CreateAsync(rows.ToString());
        var report = (await loading.LoadAsync(LoadingDatabase.Sample(name))).Files.ShouldHaveSingleItem();
        (report.Table, report.Read, report.Inserted, report.Rejected, report.Merged).ShouldBe((table, rows, rows, 0, 0));
        (await loading.Database.ScalarAsync<long>($"select count(*) from {table}")).ShouldBe(rows);
    }

    [Test]
    public async Task Every_value_arrives_as_it_was_published_but_for_padding_and_case()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        await loading.LoadAsync(LoadingDatabase.Sample("OCORRENCIAS_2025"));
        var stored = await loading.Database.RowsAsync(
            "select concat_ws(';', ano_ocorrencia, to_char(mes_ocorrencia, 'FM00'), coalesce(uf, ''), coalesce(municipio, ''), coalesce(especie_arma, ''), coalesce(marca_arma, ''), "
            + "coalesce(calibre_arma, ''), coalesce(tipo_ocorrencia, ''), case when mais_1000_mil_hab then 'S' else 'N' end, total) from raw.ocorrencias");
        stored.Select(static row => row[1..^1].Trim('"').Replace("\"\"", "\"").ToUpperInvariant()).Order(StringComparer.Ordinal)
            .ShouldBe(PublishedFile.Read(LoadingDatabase.Sample("OCORRENCIAS_2025")).Select(static row => $"{row.Key};{row.Value}").Order(StringComparer.Ordinal));
    }

    [Test]
    public async Task The_same_files_again_write_nothing()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var files = SampleIssue.FilesFor(IssueOfSample.First).ToArray();
        await loading.LoadAsync(files);
        var before = await loading.VersionsAsync(EtlTable.Ocorrencias);
        var again = await loading.LoadAsync(files);
        again.Files.ShouldAllBe(static file => file.Inserted + file.Updated + file.Deleted == 0 && file.Unchanged == file.Read);
        (await loading.VersionsAsync(EtlTable.Ocorrencias)).ShouldBe(before);
        (await loading.Database.ScalarAsync<long>("select max(id) - count(*) from raw.ocorrencias")).ShouldBe(0, "no id was used up");
    }

    [Test]
    public async Task A_re_issue_becomes_exactly_the_changes_that_it_is()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var (earlier, current) = (LoadingDatabase.Sample("OCORRENCIAS_2024.earlier"), LoadingDatabase.Sample("OCORRENCIAS_2024"));
        await loading.LoadAsync(earlier, LoadingDatabase.Sample("OCORRENCIAS_2025", 1));
        var otherYear = await loading.Database.RowsAsync("select xmin, ctid, t.* from raw.ocorrencias t where ano_ocorrencia = 2025 order by id");
        var report = (await loading.LoadAsync(current)).Files.ShouldHaveSingleItem();

        var (before, after) = (PublishedFile.Read(earlier), PublishedFile.Read(current));
        report.Inserted.ShouldBe(after.Keys.Except(before.Keys).Count());
        report.Deleted.ShouldBe(before.Keys.Except(after.Keys).Count());
        report.Updated.ShouldBe(after.Keys.Intersect(before.Keys).Count(grain => before[grain] != after[grain]));
        (report.Inserted, report.Updated, report.Deleted).ShouldBe((1_576, 35, 15));
        (await loading.Database.RowsAsync("select xmin, ctid, t.* from raw.ocorrencias t where ano_ocorrencia = 2025 order by id")).ShouldBe(otherYear);

        await using var fresh = await LoadingDatabase.CreateAsync("fresh");
        await fresh.LoadAsync(current);
        (await loading.RowsAsync(EtlTable.Ocorrencias, 2024)).ShouldBe(await fresh.RowsAsync(EtlTable.Ocorrencias));
    }

    [Test]
    public async Task The_second_issue_inserts_updates_and_deletes_in_every_table_and_ends_at_the_published_files()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        await loading.LoadAsync([.. SampleIssue.FilesFor(IssueOfSample.First)]);
        var second = await loading.LoadAsync([.. SampleIssue.FilesFor(IssueOfSample.Second)]);
        second.Tables.Select(static table => table.Table).ShouldBe(["raw.ocorrencias", "raw.portes", "raw.registros"]);
        second.Tables.ShouldAllBe(static table => table.Inserted > 0 && table.Updated > 0 && table.Deleted > 0);

        await using var fresh = await LoadingDatabase.CreateAsync("fresh");
        await fresh.LoadAsync([.. new[] { "OCORRENCIAS_2024", "OCORRENCIAS_2025", "PORTES_2024", "PORTES_2025", "REGISTROS_2025" }.Select(LoadingDatabase.Sample)]);
        foreach (var table in EtlTable.All)
            (await loading.RowsAsync(table)).ShouldBe(await fresh.RowsAsync(table));
    }
}
