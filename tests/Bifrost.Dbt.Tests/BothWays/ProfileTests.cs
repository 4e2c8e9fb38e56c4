using Bifrost.Testing.Dbt;
using Bifrost.Testing.Replicas;

namespace Bifrost.Dbt.Tests.BothWays;

public sealed class ProfileTests
{
    [Test]
    public async Task The_committed_profile_lets_dbt_log_in_as_the_login_for_models()
    {
        await using var replica = await ScratchReplica.CreateAsync();
        var folder = Directory.CreateTempSubdirectory("bifrost-dbt-").FullName;
        File.Copy(Path.Combine(Testing.CommandLine.BifrostFolder.RepositoryRoot(), "dbt", "profiles.yml"), Path.Combine(folder, "profiles.yml"));
        File.WriteAllText(Path.Combine(folder, "dbt_project.yml"), "name: bifrost\nprofile: bifrost\n");

        var outcome = await new DbtProject(folder, replica.Variables("mjolnir")).DbtAsync("debug --target mjolnir");

        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        outcome.Output.ShouldContain("All checks passed!");
        outcome.Output.ShouldContain(replica.ModelsUser);
    }
}
