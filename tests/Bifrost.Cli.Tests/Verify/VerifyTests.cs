using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;

namespace Bifrost.Cli.Tests.Verify;

public sealed class VerifyTests
{
    private const string WithMySql = ScratchProject.Topology + "\n" +
        """
          gungnir:
            dialect: mysql
            connection:
              host: ${env:GUNGNIR_HOST}
              database: ${env:GUNGNIR_DATABASE}
              user: ${env:GUNGNIR_USER}
              password: ${env:GUNGNIR_PASSWORD}
        """;

    [TestCase("embedded")]
    [TestCase("kafka")]
    public async Task A_target_that_cannot_be_compared_says_why_and_keeps_no_other_from_it(string cluster)
    {
        using var project = new ScratchProject(WithMySql);
        var run = await project.RunAsync("verify", "--cluster", cluster);
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Output.ShouldContain("thor-source -> gungnir-sink: not compared: gungnir-sink writes to mysql, and only PostgreSQL targets can be compared.");
        run.Output.ShouldMatch(@"thor-source -> mjolnir-sink: not compared: \$\{env:\w+\} cannot be resolved");
    }
}
