using System.Text.Json;
using Bifrost.Etl;
using Bifrost.Etl.Load;
using Bifrost.Etl.Profiles;
using Bifrost.Etl.Sample;

namespace Bifrost.Integration.Tests.Etl;

public sealed class ProfileTests
{
    [Test]
    public async Task Each_table_and_year_that_is_loaded_has_a_profile()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var report = await loading.LoadAsync([.. SampleIssue.FilesFor(IssueOfSample.First)]);
        loading.ProfileNames.ShouldBe(["ocorrencias-2024.json", "ocorrencias-2025.json", "portes-2024.json", "portes-2025.json", "registros-2025.json"]);
        var profiles = InputProfiles.Read(loading.ProfileFolder);
        profiles.Select(static profile => (profile.File, profile.Read)).ShouldBe(report.Files.Select(static file => (file.File, file.Read)));
        profiles.Sum(static profile => profile.Total).ShouldBe(await loading.Database.ScalarAsync<long>(
            "select (select sum(total) from raw.ocorrencias) + (select sum(total) from raw.portes) + (select sum(total) from raw.registros)"));

        await loading.LoadAsync([.. SampleIssue.FilesFor(IssueOfSample.Second)]);
        InputProfiles.Read(loading.ProfileFolder).Select(static profile => profile.File).ShouldBe(
            ["OCORRENCIAS_2024.csv.gz", "OCORRENCIAS_2025.csv.gz", "PORTES_2024.csv.gz", "PORTES_2025.csv.gz", "REGISTROS_2025.csv.gz"]);
    }

    [Test]
    public async Task A_load_and_a_look_find_the_same()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var file = loading.Write("some.csv", Occurrences.Header + Occurrences.Row(1, total: "2") + Occurrences.Row(1, month: "1") + Occurrences.Row(2, month: "13") + Occurrences.Row(3, year: 2023, month: "07"));
        await loading.LoadAsync(Bifrost.Etl.Rejects.RejectLimit.Parse("1"), file);
        var loaded = InputProfiles.Read(loading.ProfileFolder).ShouldHaveSingleItem();
        var looked = (await new InputProfiler(TimeProvider.System).ReadAsync([file], default)).Profiles.ShouldHaveSingleItem();
        (loaded.Merged, loaded.Rejected, loaded.Total).ShouldBe((1, 1, 4));
        JsonSerializer.Serialize(looked with { TakenAt = loaded.TakenAt }).ShouldBe(JsonSerializer.Serialize(loaded));
    }

    [Test]
    public async Task A_fault_in_the_last_file_leaves_the_profiles_as_they_were()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        await loading.LoadAsync(loading.Write("first.csv", Occurrences.Header + Occurrences.Row(1)));
        var good = loading.Write("good.csv", Occurrences.Header + Occurrences.Row(1) + Occurrences.Row(2));
        var bad = loading.Write("bad.csv", Occurrences.Header + Occurrences.Row(1, month: "x", year: 2023));
        await Should.ThrowAsync<EtlException>(loading.LoadAsync(good, bad));
        loading.ProfileNames.ShouldBe(["ocorrencias-2024.json"]);
        InputProfiles.Read(loading.ProfileFolder).ShouldHaveSingleItem().File.ShouldBe("first.csv");
    }

    [Test]
    public async Task A_commit_that_fails_leaves_no_profile()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        await loading.Database.ExecuteAsync("""
            create function refuse() returns trigger language plpgsql as $$ begin raise 'refused at the commit'; end $$;
            create constraint trigger refuse after insert on raw.ocorrencias deferrable initially deferred for each row execute function refuse()
            """);
        (await Should.ThrowAsync<EtlException>(loading.LoadAsync(loading.Write("a.csv", Occurrences.Header + Occurrences.Row(1))))).Message.ShouldContain("refused at the commit");
        loading.ProfileNames.ShouldBeEmpty();
    }

    [Test]
    public async Task A_profile_that_cannot_be_written_loads_nothing()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        await File.WriteAllTextAsync(loading.ProfileFolder, "a file where the folder should be");
        (await Should.ThrowAsync<EtlException>(loading.LoadAsync(loading.Write("a.csv", Occurrences.Header + Occurrences.Row(1))))).Message.ShouldContain("Nothing was loaded");
        (await loading.RowsAsync(Bifrost.Etl.Tables.EtlTable.Ocorrencias)).ShouldBeEmpty();
    }

    [Test]
    public async Task Progress_tells_rows_and_the_bytes_of_the_file_as_it_lies_there()
    {
        await using var loading = await LoadingDatabase.CreateAsync();
        var told = new List<EtlProgress>();
        var file = LoadingDatabase.Sample("OCORRENCIAS_2024");
        await using var bytes = file.Open();
        await new EtlRun(loading.Database.Endpoint, new() { RejectFolder = loading.Folder }, TimeProvider.System, told.Add).RunAsync([file], default);
        told.ShouldAllBe(progress => progress.TotalBytes == bytes.Length && progress.Bytes <= bytes.Length && progress.TotalRows == 9_199);
        told.Select(static progress => progress.Rows).ShouldBe([5_000, 9_199]);
        // Half of the rows, and about half of the compressed bytes.
        (told[0].Bytes / (double)bytes.Length).ShouldBeInRange(0.3, 0.8);
        told[^1].Bytes.ShouldBe(bytes.Length);
    }
}
