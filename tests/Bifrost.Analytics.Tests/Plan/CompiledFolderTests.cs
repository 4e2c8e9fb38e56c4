using Bifrost.Analytics.Plan;

namespace Bifrost.Analytics.Tests.Plan;

public sealed class CompiledFolderTests
{
    private static readonly ModelsPlan Plan = new([new("a", RelationKind.View, "star", []) { Identifier = "a" }], [], []);

    private string _folder = null!;

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("bifrost-compiled-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void What_was_written_is_not_different()
    {
        var folder = new CompiledFolder(_folder);
        folder.Write(Of("select 1\n"));
        folder.Differences(Of("select 1\n")).ShouldBeEmpty();
    }

    [Test]
    public void What_is_stale_missing_or_left_over_is_named_and_mended()
    {
        var folder = new CompiledFolder(_folder);
        folder.Write(Of("select 1\n"));
        File.WriteAllText(Path.Combine(_folder, "models", "gone.sql"), "select 0\n");
        File.Delete(Path.Combine(_folder, "plan.json"));
        folder.Differences(Of("select 2\n")).ShouldBe(["models/a.sql is not what dbt compiles", "models/gone.sql is of no model and no test", "plan.json is missing"]);
        folder.Write(Of("select 2\n"));
        folder.Differences(Of("select 2\n")).ShouldBeEmpty();
    }

    [Test]
    public void The_committed_models_are_whole()
    {
        var compiled = CompiledModels.Load();
        foreach (var relation in compiled.Plan.Relations)
        {
            relation.DependsOn.ShouldBeSubsetOf(compiled.Plan.Relations.Select(static one => one.Name), relation.Name);
            if (relation.Kind == RelationKind.Seed)
                compiled.OpenSeed(relation.Name).Dispose();
            else
                compiled.Sql(relation).ShouldNotBeEmpty();
        }
        foreach (var test in compiled.Plan.Tests)
            compiled.Sql(test).ShouldNotBeEmpty();
    }

    private static CompiledModels Of(string sql) => new(Plan, new Dictionary<string, string> { ["models/a.sql"] = sql });
}
