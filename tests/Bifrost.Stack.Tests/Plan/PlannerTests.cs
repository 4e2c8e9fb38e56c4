using System.Net;
using System.Net.Sockets;
using Bifrost.Stack.Kafka;
using Bifrost.Stack.Plan;
using Bifrost.Topology;

namespace Bifrost.Stack.Tests.Plan;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PlannerTests
{
    private readonly Dictionary<string, string> _environment = [];
    private readonly Dictionary<string, string> _remembered = [];
    private string _topology = """
        name: asgard
        clusters:
          embedded: { kind: embedded, url: "${env:URL:-http://127.0.0.1:8083}" }
        sources:
          thor:
            connection: { host: "${env:THOR_HOST}", port: "${env:THOR_PORT}", database: "${env:THOR_DATABASE}", user: "${env:THOR_USER}", password: "${env:THOR_PASSWORD}" }
            tables: [raw.*]
        targets:
          mjolnir:
            connection: { host: "${env:MJOLNIR_HOST}", port: "${env:MJOLNIR_PORT}", database: mine, user: "${env:MJOLNIR_USER}", password: "${env:MJOLNIR_PASSWORD}" }
        etl: { user: "${env:ETL_USER}", password: "${env:ETL_PASSWORD}" }
        """;

    [Test]
    public void Every_variable_that_the_topology_names_gets_a_value()
    {
        var plan = Make();
        plan.Databases.Select(static database => (database.Name, database.Database, database.Login.User)).ShouldBe([("thor", "thordb", "thor_replication"), ("mjolnir", "mine", "mjolnir_sink")]);
        plan.Variables.Select(static variable => variable.Key).ShouldBe(
            ["THOR_HOST", "THOR_PORT", "THOR_DATABASE", "THOR_USER", "THOR_PASSWORD", "ETL_USER", "ETL_PASSWORD", "MJOLNIR_HOST", "MJOLNIR_PORT", "MJOLNIR_USER", "MJOLNIR_PASSWORD", "URL"]);
        plan.Variables.Select(static variable => variable.Value).ShouldAllBe(static value => value.Length > 0);
        plan.LeftAlone.ShouldBeEmpty();
    }

    [Test]
    public void The_environment_wins_over_what_was_remembered_and_that_over_a_default()
    {
        _environment["THOR_USER"] = "set";
        _remembered["THOR_USER"] = "remembered";
        _remembered["THOR_PASSWORD"] = "kept";
        Make().Databases[0].Login.ShouldBe(new Login("set", "kept"));
    }

    [Test]
    public void A_source_and_its_targets_share_the_schemas_that_the_topology_names()
    {
        var target = Make().Databases[1].ShouldBeOfType<TargetPlan>();
        target.Schemas.ShouldBe(["raw"]);
        target.WritesToPublic.ShouldBeFalse();
    }

    [Test]
    public void A_login_for_models_is_planned_where_the_topology_names_one_and_only_there()
    {
        Make().Databases[1].ShouldBeOfType<TargetPlan>().Models.ShouldBeNull();

        WithModels();
        var plan = Make();
        var target = plan.Databases[1].ShouldBeOfType<TargetPlan>();
        target.Models!.User.ShouldBe("mjolnir_models");
        target.Logins.ShouldBe([target.Login, target.Models]);
        plan.Variables.ShouldContain(new KeyValuePair<string, string>("MODELS_PASSWORD", target.Models.Password));
        _environment["MJOLNIR_HOST"] = "db.example.org";
        Make().Variables.Select(static variable => variable.Key).ShouldNotContain("MODELS_PASSWORD");
    }

    [Test]
    public void A_login_for_models_that_the_environment_makes_the_sinks_own_is_refused()
    {
        WithModels();
        (_environment["MODELS_USER"], _environment["MJOLNIR_USER"]) = ("one", "one");
        Should.Throw<StackException>(() => Make()).Message.ShouldContain("'one' is the user of both mjolnir's sink and its models");
    }

    [TestCase("", "bifrost.heartbeat")]
    [TestCase("naming: \"${source.table}\"", "public.heartbeat")]
    [TestCase("naming: \"copy.${source.schema}_${source.table}\"", "copy.bifrost_heartbeat")]
    [TestCase("tables: { exclude: bifrost.* }", "")]
    [TestCase("naming: \"raw.${topic}\"", "")]
    public void The_table_of_heartbeats_is_made_on_a_target_where_it_will_be_replicated_to(string line, string table)
    {
        _topology = _topology.Replace("    tables: [raw.*]", "    tables: [raw.*]\n    heartbeat: { table: bifrost.heartbeat }", StringComparison.Ordinal).Replace("  mjolnir:\n", $"  mjolnir:\n    {line}\n", StringComparison.Ordinal);
        var target = Make().Databases[1].ShouldBeOfType<TargetPlan>();
        string.Join(',', target.Heartbeats).ShouldBe(table);
        target.Schemas.ShouldNotContain("bifrost");
    }

    [Test]
    public void A_host_that_is_set_to_what_up_wrote_is_still_ours_and_any_other_is_not()
    {
        _environment["THOR_HOST"] = "127.0.0.1";
        Make().LeftAlone.ShouldBe(["thor"]);
        _remembered["THOR_HOST"] = "127.0.0.1";
        Make().LeftAlone.ShouldBeEmpty();
    }

    [Test]
    public void What_the_topology_names_no_longer_stays_in_the_file_unless_it_is_somebody_elses()
    {
        _remembered["GONE_PASSWORD"] = "old";
        _remembered["MJOLNIR_PASSWORD"] = "of ours";
        Make().Variables.Take(2).ShouldBe(_remembered);
        _topology = _topology.Replace("\"${env:MJOLNIR_HOST}\"", "db.example");
        Make().Variables.Select(static variable => variable.Key).ShouldNotContain("MJOLNIR_PASSWORD");
    }

    [Test]
    public void A_host_that_is_written_out_is_left_alone()
    {
        _topology = _topology.Replace("\"${env:MJOLNIR_HOST}\"", "db.example");
        Make().LeftAlone.ShouldBe(["mjolnir"]);
    }

    [Test]
    public void A_worker_elsewhere_is_left_alone()
    {
        _environment["URL"] = "http://connect.example:8083";
        var plan = Make();
        plan.WorkerUrl.ShouldBeNull();
        plan.LeftAlone.ShouldBe(["embedded"]);
    }

    [Test]
    public void A_remembered_port_that_another_process_took_is_chosen_anew()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var taken = ((IPEndPoint)listener.LocalEndpoint).Port;
        _remembered["THOR_PORT"] = $"{taken}";
        Make().Databases[0].Port.ShouldNotBe(taken);
        Make(running: taken).Databases[0].Port.ShouldBe(taken);
    }

    [Test]
    public void A_port_that_is_set_twice_is_refused()
    {
        var free = Bifrost.Stack.Servers.PostgresServer.FreePort();
        _environment["THOR_PORT"] = _environment["MJOLNIR_PORT"] = $"{free}";
        Should.Throw<StackException>(() => Make()).Message.ShouldContain("MJOLNIR_PORT");
    }

    [TestCase("THOR_PORT", "none", "no port")]
    [TestCase("THOR_PORT", "0", "no port")]
    [TestCase("THOR_USER", "postgres", "superuser")]
    [TestCase("URL", "nowhere", "no http address")]
    public void A_value_that_cannot_be_used_is_refused_with_the_reason(string variable, string value, string reason)
    {
        _environment[variable] = value;
        Should.Throw<StackException>(() => Make()).Message.ShouldContain(reason);
    }

    private void WithModels() =>
        _topology = _topology.Replace("  mjolnir:\n", "  mjolnir:\n    models: { user: \"${env:MODELS_USER}\", password: \"${env:MODELS_PASSWORD}\" }\n", StringComparison.Ordinal);

    private StackPlan Make(int? running = null)
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.yml");
        File.WriteAllText(file, _topology);
        try
        {
            var variables = new Variables(_environment.GetValueOrDefault, _remembered);
            return new Planner(variables, name => name == "thor" ? running : null, null, new KafkaStack("/nowhere")).Plan(TopologyFile.Load(file), new Dictionary<string, string>(), withWorker: true);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
