using Bifrost.Testing;
using Bifrost.Testing.CommandLine;
using Bifrost.Testing.Replicas;

namespace Bifrost.Dbt.Tests.BothWays;

public sealed class VersionTests
{
    private const string OldDbt = "#!/bin/sh\nprintf 'Core:\\n  - installed: 1.7.4\\n\\nPlugins:\\n  - postgres: 1.7.4\\n'\n";

    [Test]
    public async Task A_dbt_of_another_version_is_refused_where_it_is_asked_for_and_passed_over_where_it_only_lies_there()
    {
        await using var replica = await ScratchReplica.CreateAsync();
        var bin = Directory.CreateDirectory(RunFolder.New("old-dbt")).FullName;
        var program = Path.Combine(bin, "dbt");
        await File.WriteAllTextAsync(program, OldDbt);
        File.SetUnixFileMode(program, (UnixFileMode)Convert.ToInt32("755", 8));
        var folder = new BifrostFolder(BifrostFolder.RepositoryRoot());
        folder.Set("BIFROST_STATE", RunFolder.New("dbt-state"));
        foreach (var (name, value) in replica.Variables("mjolnir"))
            folder.Set(name, value);

        folder.Set("BIFROST_DBT", program);
        await folder.MustFailAsync("models run --target mjolnir", 1, $"{program} is dbt-core 1.7.4 with dbt-postgres 1.7.4", "Supported are dbt-core 1.11 with dbt-postgres 1.10 or 1.11", "--with sql");
        await folder.MustAsync("models run --target mjolnir --with sql --select ibge_ufs");

        folder.Unset("BIFROST_DBT");
        folder.Set("PATH", $"{bin}:/usr/bin:/bin");
        (await folder.MustAsync("models run --target mjolnir --select ibge_ufs")).Error.ShouldContain("warning: " + program);
        await folder.MustFailAsync("models run --target mjolnir --with dbt", 1, "Supported are");

        folder.Set("PATH", "/usr/bin:/bin");
        await folder.MustFailAsync("models run --target mjolnir --with dbt", 1, "There is no dbt on the PATH");
        folder.Set("BIFROST_DBT", "/no/such/dbt");
        await folder.MustFailAsync("models run --target mjolnir", 1, "BIFROST_DBT names /no/such/dbt, which is not there");
    }
}
