using System.Text.Json;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;

namespace Bifrost.Cli.Tests.Models;

public sealed class ModelsTests
{
    private const string WithModels = ScratchProject.Topology + "\n    models:\n      user: ${env:MJOLNIR_MODELS_USER}\n      password: ${env:MJOLNIR_MODELS_PASSWORD}";

    [TestCase("models run", "Which target? Name it with --target, or give --all. Models can be built on: mjolnir.")]
    [TestCase("models test --target mjolnr", "The topology has no target 'mjolnr'; did you mean 'mjolnir'? It has: mjolnir.")]
    [TestCase("models freshness --all --target mjolnir", "--all and --target name different things; give one of them.")]
    [TestCase("models run --all --with duckdb", "--with duckdb: give dbt or sql.")]
    public async Task A_wrong_way_to_ask_is_a_fault_of_usage(string arguments, string says)
    {
        using var project = new ScratchProject(WithModels);
        var run = await project.RunAsync(arguments.Split(' '));
        run.Error.ShouldBe($"bifrost: {says}\n");
        run.Exit.ShouldBe(ExitCode.Usage);
    }

    [Test]
    public async Task A_target_without_a_login_for_models_is_told_how_to_get_one()
    {
        using var project = new ScratchProject();
        var run = await project.RunAsync("models", "run", "--target", "mjolnir");
        run.Error.ShouldBe("bifrost: mjolnir has no login for models, or is not PostgreSQL. Add it: targets.mjolnir.models: { user: ${env:…}, password: ${env:…} }; `bifrost up` makes it.\n");
        run.Exit.ShouldBe(ExitCode.Fault);
    }

    [Test]
    public async Task The_list_of_models_is_in_the_order_of_building()
    {
        using var project = new ScratchProject(WithModels);
        var models = JsonDocument.Parse((await project.RunAsync("models", "list", "--output", "json")).Output).RootElement.EnumerateArray().ToList();
        var names = models.Select(static model => model.GetProperty("name").GetString()).ToList();
        names.IndexOf("dim_months").ShouldBeLessThan(names.IndexOf("fct_occurrences"));
        names.IndexOf("fct_occurrences").ShouldBeLessThan(names.IndexOf("rpt_totals"));
    }

    [Test]
    public async Task The_profile_is_written_once_and_then_up_to_date()
    {
        using var project = new ScratchProject(WithModels);
        (await project.RunAsync("dbt", "profile", "--check")).Exit.ShouldBe(ExitCode.Differs);
        (await project.RunAsync("dbt", "profile")).Output.ShouldBe("dbt/profiles.yml written: mjolnir.\n");
        project.Read("dbt/profiles.yml").ShouldContain("env_var('MJOLNIR_MODELS_PASSWORD')");
        (await project.RunAsync("dbt", "profile", "--check")).Output.ShouldBe("dbt/profiles.yml is up to date: mjolnir.\n");
    }
}
