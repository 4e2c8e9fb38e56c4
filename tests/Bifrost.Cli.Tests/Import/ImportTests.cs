using System.Text.Json;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;

namespace Bifrost.Cli.Tests.Import;

public sealed class ImportTests
{
    private ScratchProject _project = null!;

    [SetUp]
    public void Start() => _project = new ScratchProject();

    [TearDown]
    public void Stop() => _project.Dispose();

    [Test]
    public async Task What_was_deployed_is_imported_and_renders_back_to_the_same_files()
    {
        await _project.RunAsync("apply", "--cluster", "kafka");
        await _project.RunAsync("render", "--cluster", "kafka");
        var import = await _project.RunAsync("import", "--cluster", "kafka", "--to", "imported/");
        import.Exit.ShouldBe(ExitCode.Fine, import.Error);
        import.Output.ShouldBe("Topology asgard: thor-source, mjolnir-sink.\n`bifrost plan` shows what apply would change; connectors that were made by hand get the mark bifrost.topology.\n");
        (await _project.RunAsync("render", "--file", "imported/bifrost.yml")).Exit.ShouldBe(ExitCode.Fine);
        foreach (var file in new[] { "thor-source.json", "mjolnir-sink.json" })
            _project.Read($"imported/connectors/kafka/{file}").ShouldBe(_project.Read($"connectors/kafka/{file}"));
        _project.Read("imported/bifrost.yml").ShouldNotContain("config:");
        (await _project.RunAsync("plan", "--cluster", "kafka", "--file", "imported/bifrost.yml")).Exit.ShouldBe(ExitCode.Fine);
    }

    [Test]
    public async Task Of_a_cluster_that_others_use_too_only_the_connectors_that_are_named_are_imported()
    {
        await _project.RunAsync("apply", "--cluster", "kafka");
        AddByHand();
        var import = await _project.RunAsync("import", "thor-*", "mjolnir-sink", "--cluster", "kafka", "--to", "imported/");
        import.Exit.ShouldBe(ExitCode.Fine, import.Error);
        import.Output.ShouldStartWith("Topology asgard: thor-source, mjolnir-sink.\n");
        import.Output.ShouldNotContain("not imported");
        var none = await _project.RunAsync("import", "odin-*", "--cluster", "kafka");
        none.Exit.ShouldBe(ExitCode.Fault);
        none.Error.ShouldContain("odin-*");
    }

    [Test]
    public async Task The_projects_own_sample_renders_back_to_the_same_files()
    {
        var root = RepositoryRoot();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "connectors", "kafka"), "*.json"))
        {
            var connector = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
            _project.Cluster.Add(connector.GetProperty("name").GetString()!, [.. connector.GetProperty("config").EnumerateObject().Select(static one => (one.Name, one.Value.GetString()!))]);
        }

        (await _project.RunAsync("import", "--cluster", "kafka", "--to", "imported/bifrost.yml")).Output.ShouldStartWith("Topology asgard: thor-source, mjolnir-sink, stormbreaker-sink.\n");
        await _project.RunAsync("render", "--file", "imported/bifrost.yml");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "connectors", "kafka"), "*.json"))
            _project.Read($"imported/connectors/kafka/{Path.GetFileName(file)}").ShouldBe(File.ReadAllText(file));
        // The table of heartbeats comes back as one, not as a query and a table more on every target.
        var text = _project.Read("imported/bifrost.yml");
        text.ShouldContain("    heartbeat:\n      table: bifrost.heartbeat\n");
        text.ShouldNotContain("- bifrost.heartbeat");
    }

    [TestCase("tables: raw.portes", TestName = "A_heartbeat_table_is_imported_beside_named_tables")]
    [TestCase("schemas: [raw]", TestName = "A_heartbeat_table_is_imported_beside_a_schema")]
    [TestCase("", TestName = "A_heartbeat_table_is_imported_where_all_is_captured")]
    [TestCase("tables: [bifrost.heartbeat, raw.*]", TestName = "A_heartbeat_table_is_imported_where_the_topology_names_it_itself")]
    public async Task A_heartbeat_table_is_imported(string captured)
    {
        using var project = new ScratchProject(ScratchProject.Topology
            .Replace("    tables:\n      - raw.*", $"    heartbeat: {{ interval: 5s, table: bifrost.heartbeat }}\n    {captured}", StringComparison.Ordinal)
            .Replace("  mjolnir:\n", "  mjolnir:\n    tables: raw.p*\n", StringComparison.Ordinal));
        await project.RunAsync("apply", "--cluster", "kafka");
        await project.RunAsync("render", "--cluster", "kafka");
        (await project.RunAsync("import", "--cluster", "kafka", "--to", "imported/")).Exit.ShouldBe(ExitCode.Fine);
        (await project.RunAsync("render", "--file", "imported/bifrost.yml")).Exit.ShouldBe(ExitCode.Fine);
        foreach (var file in new[] { "thor-source.json", "mjolnir-sink.json" })
            project.Read($"imported/connectors/kafka/{file}").ShouldBe(project.Read($"connectors/kafka/{file}"));
        var text = project.Read("imported/bifrost.yml");
        text.ShouldContain("      interval: \"5s\"\n      table: bifrost.heartbeat\n");
        text.ShouldNotContain("config:");
    }

    [Test]
    public async Task Connectors_that_were_made_by_hand_keep_every_key_and_their_secrets_become_references()
    {
        AddByHand();
        var import = await _project.RunAsync("import", "--cluster", _project.Cluster.Url.ToString(), "--to", "imported/bifrost.yml", "--name", "old_world");
        import.Exit.ShouldBe(ExitCode.Fine, import.Error);
        import.Output.ShouldContain("set ORDERS_CDC_PASSWORD where the workers run, to what database.password of Orders.CDC holds on the cluster.\n");
        import.Output.ShouldContain("set WAREHOUSE_PASSWORD where the workers run, to what connection.password of warehouse holds on the cluster.\n");
        import.Output.ShouldContain("set WAREHOUSE_ERRORS_API_TOKEN where the workers run, to what errors.api.token of warehouse holds on the cluster.\n");
        import.Output.ShouldContain("not imported: files (org.apache.kafka.connect.file.FileStreamSourceConnector): A topology has sources of");
        import.Output.ShouldContain("not imported: a b (io.debezium.connector.jdbc.JdbcSinkConnector): Its name holds other letters");
        var text = _project.Read("imported/bifrost.yml");
        text.ShouldNotContain("hunter2");
        foreach (var line in new[]
        {
            "    name: Orders.CDC\n", "    topicPrefix: Shop\n", "    heartbeat: \"1500ms\"\n", "    state: paused\n", "      table.include.list: \"public\\\\.orders,public\\\\.order_(items|notes)\"\n",
            "      \"odd key: {a} #1\": \"yes\"\n", "      empty: \"\"\n", "      plugin.name", "      - public.notes\n", "      topics.regex: null\n",
        })
            text.Contains(line).ShouldBe(line != "      plugin.name", line);
        // Against the cluster nothing differs but the mark and what became a reference.
        var plan = JsonDocument.Parse((await _project.RunAsync("plan", "--cluster", "kafka", "--file", "imported/bifrost.yml", "--output", "json")).Output).RootElement;
        plan.GetProperty("changes").EnumerateArray().SelectMany(static change => change.GetProperty("keys").EnumerateArray().Select(key => $"{change.GetProperty("name")} {key.GetProperty("key")}")).ShouldBe(
        [
            "Orders.CDC bifrost.topology", "Orders.CDC database.password",
            "warehouse bifrost.topology", "warehouse connection.password", "warehouse connection.url", "warehouse errors.api.token",
        ], ignoreOrder: true);
    }

    [Test]
    public async Task A_topology_that_is_there_is_not_overwritten_and_without_a_place_it_is_printed()
    {
        await _project.RunAsync("apply", "--cluster", "kafka");
        var refused = await _project.RunAsync("import", "--cluster", "kafka", "--to", "bifrost.yml");
        refused.Exit.ShouldBe(ExitCode.Fault);
        refused.Error.ShouldContain("bifrost.yml is there already, and is not overwritten.");
        var printed = await _project.RunAsync("import", "--cluster", "kafka");
        printed.Output.ShouldStartWith("# Made of the connectors that ran on the cluster 'kafka'");
        printed.Output.ShouldContain("\nname: asgard\n");
    }

    [Test]
    public async Task A_cluster_without_a_source_or_a_sink_says_what_it_has()
    {
        _project.Cluster.Add("files", ("connector.class", "org.apache.kafka.connect.file.FileStreamSourceConnector"));
        var run = await _project.RunAsync("import", "--cluster", "kafka");
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Error.ShouldContain("has no source of Debezium's PostgreSQL connector that can be imported");
        run.Error.ShouldContain("files (org.apache.kafka.connect.file.FileStreamSourceConnector)");
    }

    private void AddByHand()
    {
        _project.Cluster.Add("Orders.CDC",
            ("connector.class", "io.debezium.connector.postgresql.PostgresConnector"), ("database.hostname", "db.example.org"), ("database.port", "6432"), ("database.dbname", "orders"), ("database.user", "cdc"),
            ("database.password", "hunter2"), ("topic.prefix", "Shop"), ("table.include.list", @"public\.orders,public\.order_(items|notes)"), ("plugin.name", "pgoutput"), ("slot.name", "cdc_1"),
            ("snapshot.mode", "initial"), ("snapshot.fetch.size", "1000"), ("message.key.columns", @"public\.notes:id"), ("transforms", "t"), ("transforms.t.type", "x.Y"), ("odd key: {a} #1", "yes"), ("empty", ""),
            ("heartbeat.interval.ms", "1500"), ("key.converter", "org.apache.kafka.connect.storage.StringConverter"), ("tasks.max", "1"));
        _project.Cluster.Connectors["Orders.CDC"].Be("PAUSED");
        _project.Cluster.Add("warehouse",
            ("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector"), ("topics", "Shop.public.orders,Shop.public.notes"), ("connection.username", "dw"), ("connection.password", "hunter2"),
            ("connection.url", "jdbc:postgresql://dw.example.org/dw?reWriteBatchedInserts=true&password=hunter2"), ("insert.mode", "insert"), ("errors.api.token", "hunter2"), ("errors.tolerance", "all"), ("tasks.max", "3"));
        _project.Cluster.Add("a b", ("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector"), ("topics", "t"));
        _project.Cluster.Add("files", ("connector.class", "org.apache.kafka.connect.file.FileStreamSourceConnector"));
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "bifrost.yml")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
