using System.Text.Json;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;

namespace Bifrost.Cli.Tests.Report;

public sealed class ReportTests
{
    private const string WithModels = ScratchProject.Topology + "\n" +
        """
            models:
              user: ${env:MJOLNIR_MODELS_USER}
              password: ${env:MJOLNIR_MODELS_PASSWORD}
          gungnir:
            dialect: mysql
            connection:
              host: ${env:GUNGNIR_HOST}
              database: ${env:GUNGNIR_DATABASE}
              user: ${env:GUNGNIR_USER}
              password: ${env:GUNGNIR_PASSWORD}
        """;

    [Test]
    public async Task A_target_without_a_login_for_models_is_on_the_page_with_what_to_write()
    {
        using var project = new ScratchProject();
        var run = await project.RunAsync("report", "--skip-verify");
        run.Exit.ShouldBe(ExitCode.Fault, run.Error);
        const string reason = "The topology names no login that may read the star of mjolnir: write targets.mjolnir.models with user and password, then run `bifrost up`.";
        run.Output.ShouldContain($"fault    mjolnir could not be read. {reason}");
        project.Read(".bifrost/report/index.html").ShouldContain("write targets.mjolnir.models with user and password");
    }

    [Test]
    public async Task A_variable_that_is_not_set_is_named_and_a_target_that_is_not_PostgreSQL_is_said_to_be_so()
    {
        using var project = new ScratchProject(WithModels);
        var run = await project.RunAsync("report", "--output", "json", "--to", "out/");
        run.Exit.ShouldBe(ExitCode.Fault, run.Error);
        var result = JsonDocument.Parse(run.Output).RootElement;
        result.GetProperty("page").GetString().ShouldBe(Path.Combine(project.Folder, "out", "index.html"));
        result.GetProperty("starsEqual").ValueKind.ShouldBe(JsonValueKind.Null);
        var replicas = result.GetProperty("replicas").EnumerateArray().ToDictionary(static replica => replica.GetProperty("name").GetString()!);
        replicas["mjolnir"].GetProperty("reason").GetString()!.ShouldContain("${env:MJOLNIR_HOST} cannot be resolved");
        replicas["gungnir"].GetProperty("reason").GetString().ShouldBe("gungnir is a mysql database; a star is built in PostgreSQL alone.");
        project.Read("out/index.html").ShouldContain("gungnir could not be read.");
    }

    [Test]
    public async Task A_target_that_is_not_there_is_a_usage_fault_and_makes_no_page()
    {
        using var project = new ScratchProject();
        var run = await project.RunAsync("report", "--target", "mjolnr");
        run.Exit.ShouldBe(ExitCode.Usage);
        run.Error.ShouldContain("The topology has no target 'mjolnr'; did you mean 'mjolnir'? It has: mjolnir.");
        Directory.Exists(Path.Combine(project.Folder, ".bifrost", "report")).ShouldBeFalse();
    }

    [Test]
    public async Task A_page_that_cannot_be_written_says_where()
    {
        using var project = new ScratchProject();
        project.Write("taken", "");
        var run = await project.RunAsync("report", "--skip-verify", "--to", "taken/page.html");
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Error.ShouldContain("page.html cannot be written:");
        run.Error.ShouldNotContain("unexpected");
    }
}
