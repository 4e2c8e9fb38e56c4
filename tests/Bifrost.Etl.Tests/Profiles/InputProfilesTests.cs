using Bifrost.Etl.Profiles;

namespace Bifrost.Etl.Tests.Profiles;

public sealed class InputProfilesTests
{
    private string _folder = "";

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("bifrost-profiles-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_folder_that_is_not_there_has_none() => InputProfiles.Read(Path.Combine(_folder, "none")).ShouldBeEmpty();

    [Test]
    public void Profiles_come_back_as_they_were_by_table_and_year()
    {
        var profiles = new[] { Of("raw.ocorrencias", 2023), Of("raw.ocorrencias", 2024, 2025), Of("raw.portes", 2022) };
        using (var files = new ProfileFiles(_folder))
        {
            foreach (var profile in profiles.Reverse())
                files.Write(profile);
            InputProfiles.Read(_folder).ShouldBeEmpty("nothing is loaded yet");
            files.Publish();
        }
        Names().ShouldBe(["ocorrencias-2023.json", "ocorrencias-2024+2025.json", "portes-2022.json"]);
        var read = InputProfiles.Read(_folder);
        read.Select(static profile => profile.Table).ShouldBe(["raw.ocorrencias", "raw.ocorrencias", "raw.portes"]);
        read.ToList().ShouldBeEquivalentTo(profiles.ToList());
    }

    [Test]
    public void What_is_not_published_is_gone_and_what_was_there_stays()
    {
        Publish(Of("raw.portes", 2022));
        using (var files = new ProfileFiles(_folder))
        {
            files.Write(Of("raw.portes", 2022) with { File = "other.csv" });
            files.Write(Of("raw.portes", 2023));
        }
        Names().ShouldBe(["portes-2022.json"]);
        InputProfiles.Read(_folder).ShouldHaveSingleItem().File.ShouldBe("input.csv");
    }

    [Test]
    public void A_profile_takes_the_place_of_those_whose_years_it_covers_whole()
    {
        Publish(Of("raw.portes", 2022), Of("raw.portes", 2023, 2024), Of("raw.ocorrencias", 2022));
        Publish(Of("raw.portes", 2022, 2023));
        Names().ShouldBe(["ocorrencias-2022.json", "portes-2022+2023.json", "portes-2023+2024.json"]);
    }

    [Test]
    public void A_file_that_is_no_profile_is_named_with_what_to_do()
    {
        foreach (var text in new[] { "{", "null", "{\"file\": \"x\"}" })
        {
            File.WriteAllText(Path.Combine(_folder, "portes-2022.json"), text);
            Should.Throw<EtlException>(() => InputProfiles.Read(_folder)).Message.ShouldContain("portes-2022.json is not a profile of an input. Delete it");
        }
    }

    private void Publish(params InputProfile[] profiles)
    {
        using var files = new ProfileFiles(_folder);
        foreach (var profile in profiles)
            files.Write(profile);
        files.Publish();
    }

    private IEnumerable<string?> Names() => Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private static InputProfile Of(string table, params int[] years) => new(
        "input.csv", table, years.ToList(), 2, 1, new List<RejectCount> { new(Bifrost.Etl.Rejects.RejectKind.Quotes, null, 1) }, 0, new(years[0], 1, 1), new(years[^1], 12, 1), 5, 5, 5,
        new List<ColumnProfile> { new("uf", 1, true, 0, new List<ValueCount> { new("AC", 1) }) }, DateTimeOffset.UnixEpoch);
}
