using System.Net;
using System.Net.Sockets;
using Bifrost.Containers.Tests.Engine;
using Bifrost.Containers.Tests.Images;
using Bifrost.Containers.Tests.Projects;
using Bifrost.Testing;

namespace Bifrost.Containers.Tests.BadInput;

/// <summary>What can be wrong with a port, an image, a volume or a topology: named, with what to do, and nothing half-made is left after <c>destroy</c>.</summary>
public sealed class StackTests
{
    private const string Up = "up --engine docker --cluster kafka";

    private const string UpWorker = "up --engine docker --cluster embedded";

    [Test]
    public async Task A_port_that_is_taken()
    {
        await using var project = await ContainerProject.CreateAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        project.Set("THOR_PORT", $"{port}");
        await project.Place.MustFailAsync(Up, 1, $"Port {port}", "in use by process", "set THOR_PORT to a free port");
        (await project.ServicesAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task A_jar_that_is_not_the_one_of_the_list()
    {
        await using var project = await ContainerProject.CreateAsync();
        var jars = RunFolder.New("jars");
        (await Command.RunAsync("cp", ["-r", project.Variable("CONNECT_JARS")!, jars])).Must();
        var jar = Directory.GetFiles(jars, "avro-*.jar").Single();
        (await Command.RunAsync("chmod", ["u+w", jar])).Must();
        await File.AppendAllTextAsync(jar, "x");
        project.Set("CONNECT_JARS", jars);
        await project.Place.MustFailAsync(Up, 1, Path.GetFileName(jar), "expected", "found");
        (await project.ServicesAsync()).ShouldBeEmpty();
        Directory.Delete(jars, recursive: true);
    }

    [Test]
    public async Task An_image_that_cannot_be_had()
    {
        await using var project = await ContainerProject.CreateAsync();
        project.Set("POSTGRES_IMAGE", "registry.invalid/postgres:15");
        await project.Place.MustFailAsync(UpWorker, 1, "registry.invalid/postgres:15 cannot be had", "Set POSTGRES_IMAGE", "BIFROST_IMAGE_MIRROR");
    }

    [Test]
    public async Task A_volume_of_an_older_PostgreSQL()
    {
        await using var project = await ContainerProject.CreateAsync();
        await project.BifrostAsync(UpWorker);
        await project.BifrostAsync("down");
        var volume = await (await project.ServiceAsync("mjolnir")).InspectAsync("range .Mounts}}{{.Name}}{{end");
        (await project.DockerAsync("run", "--rm", "--volume", $"{volume}:/data", "--entrypoint", "sh", TestImages.Variables["POSTGRES_IMAGE"], "-c", "echo 14 >/data/PG_VERSION")).Must();
        await project.Place.MustFailAsync(UpWorker, 1, "The container of mjolnir does not come up", "made by another major version of PostgreSQL", "POSTGRES_IMAGE");
    }

    [Test]
    public async Task A_target_without_a_service()
    {
        await using var project = await ContainerProject.CreateAsync();
        project.Place.Edit(static topology => topology.Replace("  stormbreaker:\n", "  vanir:\n", StringComparison.Ordinal).Replace("${env:STORMBREAKER_", "${env:VANIR_", StringComparison.Ordinal));
        await project.Place.MustFailAsync(UpWorker, 1, "no service 'vanir'", "Copy the block of 'mjolnir'");
    }

    [Test]
    public async Task A_host_that_is_a_containers_own_loopback()
    {
        await using var project = await ContainerProject.CreateAsync();
        project.Set("MJOLNIR_HOST", "127.0.0.1");
        await project.Place.MustFailAsync(UpWorker, 1, "The host of mjolnir is 127.0.0.1, which in a container is the container itself");
        project.Set("MJOLNIR_HOST", null);
    }

    [Test]
    public async Task A_profile_without_Kafka()
    {
        await using var project = await ContainerProject.CreateAsync();
        await project.Place.MustFailAsync($"{UpWorker} --profile ui", 2, "--profile is for Kafka");
        await project.Place.MustFailAsync("up --engine docker --no-worker", 2, "--no-worker is not for --engine docker");
        await project.Place.MustFailAsync($"{UpWorker} --compose-file nowhere.yml", 2, "nowhere.yml");
    }
}
