using Bifrost.Containers.Tests.Images;
using Bifrost.Containers.Tests.Projects;
using Bifrost.Stack.Servers;

namespace Bifrost.Containers.Tests.Engine;

public sealed class DockerEngineTests
{
    [Test]
    public async Task An_engine_that_ends_leaves_no_process_mount_rule_or_file()
    {
        var engine = await DockerEngine.StartAsync("a");
        (await engine.DockerAsync("network", "create", "left")).Must();
        await engine.DisposeAsync();
        await NothingIsLeftOfAsync(engine);
    }

    [Test]
    public async Task What_a_killed_engine_left_can_be_cleared()
    {
        var engine = await DockerEngine.StartAsync("b");
        await engine.KillAsync();
        await DockerEngine.ClearAsync(engine.Folder);
        await NothingIsLeftOfAsync(engine);
    }

    [Test]
    public async Task Containers_of_one_network_find_each_other_by_name_and_the_host_finds_a_published_port()
    {
        var engine = await TestImages.SharedAsync();
        var port = PostgresServer.FreePort();
        (await engine.DockerAsync("network", "create", "pair")).Must();
        await using (var registry = await Container.RunAsync(engine, "--network", "pair", "--name", "answering", "--publish", $"127.0.0.1:{port}:8080", TestImages.Variables["REGISTRY_IMAGE"]))
        {
            await registry.UntilAsync("curl", "-fsS", "http://127.0.0.1:8080/health/ready");
            (await engine.DockerAsync("run", "--rm", "--network", "pair", TestImages.Base, "curl", "-fsS", "http://answering:8080/apis/ccompat/v7/subjects")).Must().ShouldBe("[]");
            using var client = new HttpClient();
            (await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/apis/ccompat/v7/subjects"))).Trim().ShouldBe("[]");
        }

        (await engine.DockerAsync("network", "rm", "pair")).Must();
    }

    private static async Task NothingIsLeftOfAsync(DockerEngine engine)
    {
        Directory.Exists(engine.Folder).ShouldBeFalse();
        (await Command.RunAsync("pgrep", ["--full", "--list-full", "--", engine.Folder + "/"])).Output.ShouldBe("");
        (await File.ReadAllTextAsync("/proc/self/mountinfo")).ShouldNotContain(engine.Folder + "/");
        (await Command.RunAsync("iptables", ["--wait", "-S", "FORWARD"])).Output.ShouldNotContain($"\"{engine.Folder}\"");
    }
}
