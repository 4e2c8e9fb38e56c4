using System.Text.RegularExpressions;

namespace Bifrost.Conventions.Tests.House;

public sealed partial class LayoutTests
{
    private static readonly string[] RootFiles = ["README.md", "Makefile", "global.json", "build.cake", "bifrost.yml", "bifrost.tables.yml"];

    private static readonly string[] RootFolders = ["build", "src", "tests", "connectors", "templates", "docker", "dbt"];

    private static IEnumerable<string> Rooms =>
        Repository.ProjectsIn("src").Concat(Repository.ProjectsIn("tests")).Select(static project => Path.GetDirectoryName(project)!)
            .Concat(RootFolders).Concat(["src", "tests"]).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> TextFiles => Repository.Files.Where(static file => TextFile().IsMatch(file));

    [Test]
    public void The_root_holds_what_is_agreed_and_nothing_else()
    {
        var entries = Repository.Files.Select(static file => file.Split('/')).Where(static parts => !parts[0].StartsWith('.')).ToList();
        entries.Where(static parts => parts.Length == 1).Select(static parts => parts[0]).ShouldBeSubsetOf(RootFiles);
        entries.Where(static parts => parts.Length > 1).Select(static parts => parts[0]).Distinct().ShouldBeSubsetOf(RootFolders);
    }

    [TestCaseSource(nameof(Rooms))]
    public void Every_room_has_a_README_of_at_most_a_page(string room)
    {
        var readme = $"{room}/README.md";
        Repository.Files.Contains(readme).ShouldBeTrue($"{room} has no README.md");
        // The worker's key table is generated; it is data below the page.
        var text = GeneratedPart().Replace(Repository.Read(readme), "");
        text.Split('\n').Length.ShouldBeLessThanOrEqualTo(120, readme);
    }

    [Test]
    public void No_package_source_is_named_and_no_path_of_one_machine()
    {
        foreach (var file in TextFiles)
            ForeignPlace().Matches(Repository.Read(file)).Select(match => $"{file}: {match.Value}").ShouldBeEmpty();
    }

    [Test]
    public void Tests_wait_on_signals_and_never_sleep()
    {
        foreach (var file in TextFiles.Where(static file => file.StartsWith("tests/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal)))
            Sleep().Matches(Repository.Read(file)).Select(match => $"{file}: {match.Value}").ShouldBeEmpty();
    }

    [Test]
    public void The_clock_is_injected()
    {
        foreach (var file in TextFiles.Where(static file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal)))
            AmbientClock().Matches(Repository.Read(file)).Select(match => $"{file}: {match.Value}").ShouldBeEmpty();
    }

    [Test]
    public void Folders_are_named_for_a_stage_or_a_thing_never_for_a_bucket()
    {
        string[] buckets = ["util", "utils", "helper", "helpers", "common", "misc", "models"];
        Repository.Files.SelectMany(static file => file.Split('/')[..^1]).Distinct()
            .Where(folder => buckets.Contains(folder, StringComparer.OrdinalIgnoreCase)).Except(["models", "Models"]).ShouldBeEmpty("models are dbt's here");
    }

    [GeneratedRegex(@"\.(cs|md|ya?ml|json|hbs|cake|props|targets|csproj|slnx|sql|sh)$|(^|/)(Makefile|run|Dockerfile)$")]
    private static partial Regex TextFile();

    [GeneratedRegex(@"<!-- keys:begin -->.*?<!-- keys:end -->", RegexOptions.Singleline)]
    private static partial Regex GeneratedPart();

    [GeneratedRegex("api[.]nuget[.]org|nuget[.]org/v3|<package[S]ources|/(root|work|farm)/[a-z]+")]
    private static partial Regex ForeignPlace();

    [GeneratedRegex(@"Thread[.]Sleep|Task[.]Delay\(")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"DateTime(Offset)?[.](Utc)?Now\b|DateTime[.]Today")]
    private static partial Regex AmbientClock();
}
