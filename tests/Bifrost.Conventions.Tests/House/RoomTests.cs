namespace Bifrost.Conventions.Tests.House;

/// <summary>Who may reference whom, and which library has its one home where.</summary>
public sealed class RoomTests
{
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Topology"] = [],
        ["Catalogs"] = [],
        ["Templates"] = ["Topology", "Catalogs"],
        ["Connect"] = [],
        ["Kafka"] = [],
        ["Replication"] = [],
        ["Postgres"] = ["Replication"],
        ["Etl"] = ["Topology", "Postgres"],
        ["Analytics"] = ["Topology", "Postgres"],
        ["Stack"] = ["Topology", "Postgres"],
        ["Bench"] = ["Postgres", "Connect"],
        ["Worker"] = ["Connect", "Catalogs", "Replication", "Postgres"],
    };

    private static readonly Dictionary<string, string> HomeOf = new()
    {
        ["YamlDotNet"] = "Topology",
        ["Handlebars.Net"] = "Templates",
        ["Flurl.Http"] = "Connect",
        ["Polly"] = "Connect",
        ["Npgsql"] = "Postgres",
        ["CsvHelper"] = "Etl",
        ["Bogus"] = "Etl",
        ["Confluent.Kafka"] = "Kafka",
        ["Spectre.Console"] = "Cli",
        ["System.CommandLine"] = "Cli",
    };

    private static IEnumerable<string> SourceProjects => Repository.ProjectsIn("src");

    [TestCaseSource(nameof(SourceProjects))]
    public void A_room_references_only_the_rooms_that_it_may(string project)
    {
        var room = RoomOf(project);
        if (room == "Cli")
            return;
        MayReference.ShouldContainKey(room, $"{project} is not in the table of rooms");
        Repository.Items(project, "ProjectReference").Select(RoomOf).ShouldBeSubsetOf(MayReference[room]);
    }

    [TestCaseSource(nameof(SourceProjects))]
    public void A_library_is_named_only_in_its_home(string project)
    {
        foreach (var package in Repository.Items(project, "PackageReference").Concat(Repository.Items(project, "PackageDownload")).Where(HomeOf.ContainsKey))
            HomeOf[package].ShouldBe(RoomOf(project), $"{package} in {project}");
    }

    [TestCaseSource(nameof(SourceProjects))]
    public void Code_uses_a_library_only_in_its_home(string project)
    {
        var room = RoomOf(project);
        string[] namespaces = ["YamlDotNet", "HandlebarsDotNet", "Flurl", "Polly", "CsvHelper", "Bogus", "Confluent.Kafka", "Spectre.Console", "System.CommandLine"];
        var homes = new Dictionary<string, string> { ["HandlebarsDotNet"] = "Templates", ["Flurl"] = "Connect" };
        foreach (var file in Repository.Files.Where(f => f.StartsWith($"src/Bifrost.{room}/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal)))
        {
            var text = Repository.Read(file);
            foreach (var name in namespaces.Where(name => homes.GetValueOrDefault(name, HomeOf.GetValueOrDefault(name, "")) != room))
                text.ShouldNotContain($"using {name}", customMessage: file);
        }
    }

    [Test]
    public void Versions_are_pinned_centrally_and_nowhere_else()
    {
        foreach (var project in SourceProjects.Concat(Repository.ProjectsIn("tests")))
            Repository.Read(project).ShouldNotContain("Version=", customMessage: project);
    }

    private static string RoomOf(string project) => Path.GetFileNameWithoutExtension(project)["Bifrost.".Length..];
}
