using System.Text.Json.Nodes;
using Bifrost.Containers.Tests.Engine;
using Bifrost.Testing.CommandLine;
using Bifrost.Topology.Yaml;

namespace Bifrost.Containers.Tests.Projects;

/// <summary>The compose file as compose itself reads it.</summary>
public sealed class ComposeFileTests
{
    private static readonly string[] Kept = ["mem_limit", "pids_limit", "restart", "cap_drop", "security_opt", "logging", "ports", "image", "networks"];

    [Test]
    public async Task Every_service_has_a_health_check_limits_and_no_more_rights_than_it_needs()
    {
        var services = (await ReadAsync())["services"]!.AsObject();
        services.Count.ShouldBe(14);
        foreach (var (name, service) in services)
        {
            Kept.ShouldBeSubsetOf(service!.AsObject().Select(static field => field.Key), name);
            service["cap_drop"]!.ToJsonString().ShouldBe("""["ALL"]""", name);
            // The worker's is in its image.
            (service["healthcheck"] is not null || name == "worker").ShouldBeTrue($"{name} has no health check");
            (service["profiles"] is not null).ShouldBe(name is not ("thor" or "mjolnir" or "stormbreaker"), name);
        }
    }

    [Test]
    public async Task The_override_for_metrics_builds_the_exporter_in_starts_it_and_publishes_its_port()
    {
        var connect = (await ReadAsync("compose.metrics.yml"))["services"]!["connect"]!;
        connect["build"]!["args"]!["METRICS"]!.ToString().ShouldBe("yes");
        connect["build"]!["args"]!["CONNECT_BASE_IMAGE"].ShouldNotBeNull();
        connect["environment"]!["ENABLE_JMX_EXPORTER"]!.ToString().ShouldBe("true");
        connect["ports"]!.AsArray().Count.ShouldBe(2);
    }

    [Test]
    public async Task What_another_service_needs_is_waited_for_by_its_health()
    {
        var services = (await ReadAsync())["services"]!.AsObject();
        foreach (var (name, needs) in services.Select(static service => (service.Key, service.Value!["depends_on"]?.AsObject())).Where(static service => service.Item2 is not null))
            needs!.Select(static need => need.Value!["condition"]!.GetValue<string>()).ShouldAllBe(static condition => condition == "service_healthy", name);
        services["connect"]!["depends_on"]!.AsObject().Select(static need => need.Key).ShouldBe(["kafka", "registry"], ignoreOrder: true);
        services["connect-2"]!["depends_on"]!.AsObject().Count.ShouldBe(4);
    }

    [Test]
    public async Task Every_copy_of_a_cluster_counts_three_and_two_must_have_a_record()
    {
        var services = (await ReadAsync())["services"]!.AsObject();
        foreach (var broker in new[] { "kafka-1", "kafka-2", "kafka-3" })
        {
            var environment = services[broker]!["environment"]!.AsObject();
            environment.Where(static variable => variable.Key.EndsWith("REPLICATION_FACTOR", StringComparison.Ordinal)).Select(static variable => variable.Value!.ToString()).ShouldAllBe(static factor => factor == "3", broker);
            environment.Where(static variable => variable.Key.EndsWith("MIN_ISR", StringComparison.Ordinal)).Select(static variable => variable.Value!.ToString()).ShouldAllBe(static copies => copies == "2", broker);
            environment["CLUSTER_ID"]!.ToString().ShouldBe(services["kafka"]!["environment"]!["CLUSTER_ID"]!.ToString(), broker);
        }

        foreach (var worker in new[] { "connect-1", "connect-2" })
            services[worker]!["environment"]!.AsObject().Where(static variable => variable.Key.EndsWith("REPLICATION_FACTOR", StringComparison.Ordinal)).Select(static variable => variable.Value!.ToString()).ShouldBe(["3", "3", "3"], worker);
    }

    private static async Task<JsonNode> ReadAsync(params string[] overrides)
    {
        var compose = await EngineNeeds.ComposeAsync();
        if (compose is null)
            Testing.Prerequisite.Missing("compose is not installed (apt-get install docker-compose)");
        var docker = Path.Combine(BifrostFolder.RepositoryRoot(), "docker");
        var environment = new Dictionary<string, string?> { ["COMPOSE_PROFILES"] = "kafka,cluster,worker,ui", ["COMPOSE_FILE"] = null, ["COMPOSE_PROJECT_NAME"] = "read" };
        foreach (var image in File.ReadLines(Path.Combine(docker, "images.env")).Where(static line => line.Contains('=') && !line.StartsWith('#')))
            environment[image.Split('=', 2)[0]] = image.Split('=', 2)[1];
        foreach (var login in new[] { "THOR", "MJOLNIR", "STORMBREAKER", "THOR_SUPERUSER", "MJOLNIR_SUPERUSER", "STORMBREAKER_SUPERUSER" })
            environment[login + "_PASSWORD"] = "secret";
        var read = await Command.RunAsync(compose![0], [.. compose[1..], .. overrides.Prepend("compose.yml").SelectMany(file => new[] { "--file", Path.Combine(docker, file) }), "config"], environment);
        return YamlValues.Read(read.Must() + "\n")!;
    }
}
