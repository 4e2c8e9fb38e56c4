using System.Text.Json;
using Bifrost.Catalogs;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;
using Bifrost.Testing.Stubs;

namespace Bifrost.Cli.Tests.Plugins;

public sealed class PluginsTests
{
    private const string Two = """[{"class":"io.debezium.connector.jdbc.JdbcSinkConnector","type":"sink","version":"3.6.0.Final"},{"class":"io.debezium.connector.oracle.OracleConnector","type":"source","version":"3.6.0.Final"}]""";

    private ScratchProject _project = null!;

    [SetUp]
    public void Start()
    {
        _project = new ScratchProject();
        _project.Cluster.Before = static request => request.Path switch
        {
            var path when path.StartsWith("/connector-plugins?", StringComparison.Ordinal) => new StubAnswer(200, Two),
            var path when path.Contains("OracleConnector/config", StringComparison.Ordinal) => StubAnswer.Error(500, "oracle/jdbc/OracleDriver"),
            _ => null,
        };
    }

    [TearDown]
    public void Stop() => _project.Dispose();

    [Test]
    public async Task A_search_finds_keys_by_name_and_by_documentation_and_names_what_it_could_not_read()
    {
        var run = await _project.RunAsync("plugins", "search", "PASSWORD", "about");
        run.Exit.ShouldBe(ExitCode.Fine, run.Error);
        run.Output.ShouldContain("JdbcSinkConnector   database.password   password   -         About database.password.\n");
        run.Output.ShouldNotContain("topics");
        run.Output.ShouldContain("io.debezium.connector.oracle.OracleConnector: its keys cannot be read, and were not searched: oracle/jdbc/OracleDriver\n");
        Expectation.Holds("plugins-search-json", (await _project.RunAsync("plugins", "search", "password", "--output", "json")).Output);
    }

    [Test]
    public async Task A_class_that_its_cluster_cannot_describe_is_described_from_the_catalogs()
    {
        _project.Cluster.Before = static request => request.Path.EndsWith("/config", StringComparison.Ordinal) ? StubAnswer.Error(500, "oracle/jdbc/OracleDriver") : null;
        var known = await _project.RunAsync("plugins", "describe", "io.debezium.connector.jdbc.JdbcSinkConnector", "--key", "truncate");
        known.Exit.ShouldBe(ExitCode.Fine);
        known.Error.ShouldContain("warning: the cluster cannot read the keys of io.debezium.connector.jdbc.JdbcSinkConnector (oracle/jdbc/OracleDriver)");
        known.Output.ShouldContain("truncate.enabled");
        var unknown = await _project.RunAsync("plugins", "describe", "io.debezium.connector.oracle.OracleConnector");
        unknown.Exit.ShouldBe(ExitCode.Fault);
        unknown.Error.ShouldContain("something that it needs, such as a driver, is not beside it");
    }

    [Test]
    public async Task An_imported_catalog_is_one_that_the_catalogs_read_and_a_class_that_cannot_be_read_fails_alone()
    {
        var run = await _project.RunAsync("catalog", "import", "--output", "json");
        run.Exit.ShouldBe(ExitCode.Fault);
        var report = JsonDocument.Parse(run.Output).RootElement;
        report.GetProperty("unread")[0].GetProperty("class").GetString().ShouldBe("io.debezium.connector.oracle.OracleConnector");
        Expectation.Holds("catalog-file", _project.Read("catalogs/sink/JdbcSinkConnector-3.6.0.Final.json"));
        var own = CatalogFile.ReadFolder(Path.Combine(_project.Folder, "catalogs"));
        own.Single().Keys.Select(static key => key.Name).ShouldBe(["database.password", "topics"]);
        KeyCatalogs.Find("JdbcSinkConnector", "3.6.0.Final", own).ShouldBeSameAs(own[0]);
        (await _project.RunAsync("catalog", "import", "--class", "Jdbc")).Output.ShouldContain("as it was");
    }

    [Test]
    public async Task Loggers_are_listed_and_set_on_one_worker_or_on_all()
    {
        _project.Cluster.Before = static request => request.ToString() switch
        {
            "GET /admin/loggers" => new StubAnswer(200, """{"root":{"level":"INFO","last_modified":null},"io.debezium":{"level":"DEBUG","last_modified":1795265350952}}"""),
            "PUT /admin/loggers/io.debezium" => new StubAnswer(200, """["io.debezium","io.debezium.connector"]"""),
            "PUT /admin/loggers/io.debezium?scope=cluster" => new StubAnswer(204, ""),
            _ => null,
        };
        (await _project.RunAsync("loggers", "list")).Output.ShouldBe("LOGGER        LEVEL   CHANGED\nio.debezium   DEBUG   2026-11-21 12:49:10Z\nroot          INFO    -\n");
        (await _project.RunAsync("loggers", "set", "io.debezium", "trace")).Output.ShouldBe("io.debezium: TRACE\nio.debezium.connector: TRACE\n");
        (await _project.RunAsync("loggers", "set", "io.debezium", "info", "--scope", "cluster", "-o", "yaml")).Output.ShouldBe("logger: io.debezium\nlevel: INFO\nscope: cluster\nchanged: []\n");
        _project.Cluster.Requests[^1].Body.ShouldBe("""{"level":"INFO"}""");
    }
}
