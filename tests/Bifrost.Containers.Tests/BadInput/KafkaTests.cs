using Bifrost.Containers.Tests.Engine;
using Bifrost.Containers.Tests.Projects;
using Bifrost.Testing;

namespace Bifrost.Containers.Tests.BadInput;

/// <summary>Connect dies in its first snapshot; the broker's disk is full.</summary>
[Category("Long")]
public sealed class KafkaTests
{
    private const string Cluster = "--cluster kafka-json";

    // A record carries its schema: 70 MB of them, and as much again when the snapshot begins anew.
    private const string Rows = "insert into raw.portes (ano_emissao, mes_emissao, uf, municipio, total) select 1990 + n % 30, n % 12 + 1, 'ZZ', 'M' || n, n from generate_series(1, 20000) n";

    [Test]
    public async Task Connect_killed_in_the_middle_of_a_snapshot_and_a_full_disk_under_the_broker_lose_nothing()
    {
        await using var project = await ContainerProject.CreateAsync();
        var disk = RunFolder.New("disk");
        Directory.CreateDirectory(disk);
        (await Command.RunAsync("mount", ["-t", "tmpfs", "-o", "size=512m,mode=1777", "bifrost-test", disk])).Must();
        try
        {
            await UpAsync(project, disk);
            await project.Place.ExecuteAsync(project.Superuser("thor"), Rows);
            await KillInSnapshotAsync(project);
            await FillAsync(project, disk);
        }
        finally
        {
            await project.Place.BifrostAsync("destroy");
            (await Command.RunAsync("umount", ["--lazy", disk])).Must();
            Directory.Delete(disk, recursive: true);
        }
    }

    private static string UpWith(string overrides) => $"up --engine docker {Cluster} --compose-file {Path.Combine(Testing.CommandLine.BifrostFolder.RepositoryRoot(), "docker", "compose.yml")} --compose-file {overrides}";

    private static async Task UpAsync(ContainerProject project, string disk)
    {
        File.WriteAllText(Overrides(project), $$"""
            volumes:
              kafka:
                driver_opts: { type: none, o: bind, device: "{{disk}}" }
            """);
        await project.BifrostAsync(UpWith(Overrides(project)));
        await project.BifrostAsync("schema pull");
        await project.BifrostAsync("schema create");
    }

    private static async Task KillInSnapshotAsync(ContainerProject project)
    {
        await project.BifrostAsync($"apply {Cluster}");
        var connect = await project.ServiceAsync("connect");
        // Some rows are there, and not all.
        await project.Place.UntilAsync(project.Superuser("mjolnir"), "exists (select from raw.portes)");
        await connect.CrashAsync();
        (await project.Place.ScalarAsync<long>(project.Superuser("mjolnir"), "select count(*) from raw.portes")).ShouldBeLessThan(20_000);
        await connect.UntilInspectedAsync(".RestartCount", static count => count != "0");
        await connect.UntilHealthyAsync();
        await project.BifrostAsync($"status --wait {Cluster}");
        await project.BifrostAsync($"verify {Cluster} --timeout 240");
    }

    private static async Task FillAsync(ContainerProject project, string disk)
    {
        var kafka = await project.ServiceAsync("kafka");
        var full = Path.Combine(disk, "full");
        await Command.RunAsync("dd", ["if=/dev/zero", $"of={full}", "bs=1M"]);
        await project.Place.ExecuteAsync(project.Superuser("thor"), Rows.Replace("'M'", "'N'", StringComparison.Ordinal));
        await kafka.UntilInspectedAsync(".State.Health.Status", static health => health != "healthy");
        await project.Place.MustFailAsync(UpWith(Overrides(project)), 1, "The container of kafka does not come up");
        File.Delete(full);
        await project.BifrostAsync(UpWith(Overrides(project)));
        await project.BifrostAsync($"restart --all --failed --max 5 {Cluster}");
        await project.BifrostAsync($"verify {Cluster} --timeout 240");
    }

    private static string Overrides(ContainerProject project) => Path.Combine(project.Place.Folder, "disk.yml");
}
