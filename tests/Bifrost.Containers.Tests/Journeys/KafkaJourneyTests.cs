using Bifrost.Containers.Tests.Projects;

namespace Bifrost.Containers.Tests.Journeys;

/// <summary>What the README promises of <c>make … ENGINE=docker</c>, on one stack; each test leaves it running and healthy.</summary>
public sealed class KafkaJourneyTests
{
    private const string Cluster = "--cluster kafka";

    private ContainerProject _project = null!;

    [OneTimeSetUp]
    public async Task RunTheSampleAsync()
    {
        _project = await ContainerProject.CreateAsync();
        var run = await _project.MakeAsync("run", "ENGINE=docker");
        run.Must().ShouldContain("equal their source, row by row");
        run.Output.ShouldContain("stormbreaker: 34 of 34 models and seeds, 171 of 171 tests passed");
    }

    [OneTimeTearDown]
    public async Task LeaveNothingAsync()
    {
        if (_project is null)
            return;
        var destroy = await _project.MakeAsync("destroy", "ENGINE=docker");
        destroy.Must();
        (await _project.LeftAsync()).ShouldBeEmpty();
        Directory.Exists(_project.Place.State).ShouldBeFalse();
        await _project.DisposeAsync();
    }

    [Test]
    public async Task Every_container_is_healthy_none_runs_as_root_and_ports_are_on_loopback_alone()
    {
        var services = await _project.ServicesAsync();
        services.Keys.ShouldBe(["connect", "kafka", "mjolnir", "registry", "stormbreaker", "thor"], ignoreOrder: true);
        foreach (var (name, container) in services)
        {
            (await container.InspectAsync(".State.Health.Status")).ShouldBe("healthy", name);
            (await File.ReadAllLinesAsync($"/proc/{await container.InspectAsync(".State.Pid")}/status")).Single(static line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2].ShouldNotBe("0", name);
            (await container.InspectAsync("range .HostConfig.PortBindings}}{{range .}}{{.HostIp}} {{end}}{{end")).Trim().ShouldBe("127.0.0.1", name);
            (await container.InspectAsync(".HostConfig.Memory")).ShouldNotBe("0", name);
        }
    }

    [Test]
    public async Task A_worker_is_given_its_connectors_secrets_and_no_others()
    {
        var environment = await (await _project.ServiceAsync("connect")).InspectAsync("json .Config.Env");
        foreach (var own in new[] { "THOR_PASSWORD", "MJOLNIR_PASSWORD", "STORMBREAKER_PASSWORD" })
            environment.ShouldContain($"{own}={_project.Place.Variable(own)}");
        foreach (var other in new[] { "THOR_ETL_PASSWORD", "MJOLNIR_MODELS_PASSWORD" })
            environment.ShouldNotContain(_project.Place.Variable(other));
        environment.ShouldNotContain(File.ReadAllText(Path.Combine(_project.Place.State, "containers", "thor.superuser")));
    }

    [Test]
    public void No_file_holds_a_password_but_env_and_the_superusers_own_which_are_their_owners_alone()
    {
        string[] passwords = [.. File.ReadLines(Path.Combine(_project.Place.State, "env")).Where(static line => line.Contains("_PASSWORD=", StringComparison.Ordinal)).Select(static line => line.Split('=')[1])];
        passwords.ShouldNotBeEmpty();
        var holders = Directory.EnumerateFiles(_project.Place.State, "*", SearchOption.AllDirectories).Where(file => passwords.Any(File.ReadAllText(file).Contains)).ToList();
        holders.ShouldBe([Path.Combine(_project.Place.State, "env")]);
        foreach (var file in holders.Concat(Directory.GetFiles(Path.Combine(_project.Place.State, "containers"), "*.superuser")))
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    [Test]
    public async Task Up_again_leaves_every_container_as_it_is_and_doctor_finds_no_fault()
    {
        var before = (await _project.ServicesAsync()).ToDictionary(static service => service.Key, static service => service.Value.Id);
        await _project.BifrostAsync($"up --engine docker {Cluster}");
        (await _project.ServicesAsync()).ToDictionary(static service => service.Key, static service => service.Value.Id).ShouldBe(before, ignoreOrder: true);
        (await _project.BifrostAsync($"doctor --engine docker {Cluster}")).Output.ShouldContain("healthy at 127.0.0.1");
        (await _project.Place.BifrostAsync($"plan {Cluster}")).ExitCode.ShouldBe(0);
    }

    [Test]
    public async Task Another_engine_is_not_started_on_the_same_state()
    {
        await _project.Place.MustFailAsync("up", 1, "A stack in containers runs here already", "bifrost destroy");
        await _project.Place.MustFailAsync("up --engine docker --cluster embedded", 1, "one engine at a time");
        await _project.Place.MustFailAsync($"up --engine docker --profile cluster {Cluster}", 1, "one engine at a time");
    }

    [TestCase("thor"), TestCase("mjolnir"), TestCase("kafka"), TestCase("connect"), TestCase("registry")]
    public async Task A_container_that_dies_comes_back_and_no_row_is_lost(string service)
    {
        var container = await _project.ServiceAsync(service);
        var restarts = await container.InspectAsync(".RestartCount");
        await container.CrashAsync();
        await container.UntilInspectedAsync(".RestartCount", count => count != restarts);
        if (service == "thor")
            await container.UntilHealthyAsync();
        await _project.WriteAsync(service);
        await container.UntilHealthyAsync();
        await _project.BifrostAsync($"restart --all --failed --max 3 {Cluster}");
        await _project.BifrostAsync($"verify {Cluster} --timeout 180");
        (await _project.Place.ScalarAsync<long>(_project.Superuser("stormbreaker"), $"select count(*) from raw.portes where municipio = '{service}'")).ShouldBe(400);
    }

    [Test]
    public async Task Down_keeps_the_rows_and_up_goes_on_where_it_was()
    {
        await _project.BifrostAsync("down");
        foreach (var (name, container) in await _project.ServicesAsync())
            (await container.InspectAsync(".State.Status")).ShouldBe("exited", name);
        using (var interrupted = _project.Place.Start($"up --engine docker {Cluster}"))
        {
            // The first container that runs again: the rest is to come.
            await (await _project.ServiceAsync("thor")).UntilInspectedAsync(".State.Status", static state => state == "running");
            interrupted.Kill();
            await interrupted.WaitForExitAsync();
        }

        await _project.BifrostAsync($"up --engine docker {Cluster}");
        await _project.BifrostAsync($"status --wait {Cluster}");
        await _project.WriteAsync("after");
        await _project.BifrostAsync($"verify {Cluster} --timeout 180");
    }
}
