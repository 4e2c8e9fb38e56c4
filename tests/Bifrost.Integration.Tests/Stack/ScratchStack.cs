using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Engine;
using Bifrost.Stack;
using Bifrost.Stack.Embedded;
using Bifrost.Stack.Servers;
using Bifrost.Testing;
using Bifrost.Topology;
using Npgsql;

namespace Bifrost.Integration.Tests.Stack;

/// <summary>A stack of one source and one target in a folder of its own, with an environment that only it sees.</summary>
internal sealed class ScratchStack : IAsyncDisposable
{
    /// <summary>Answers every request as a healthy worker does; perl is part of every Debian.</summary>
    private const string StandIn = """
        use IO::Socket::INET; my $port = shift;
        my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => $port, Listen => 5, ReuseAddr => 1) or die "cannot listen\n";
        while (my $c = $s->accept) { while (<$c>) { last if /^\r?\n$/ } print $c "HTTP/1.1 200 OK\r\nContent-Length: 20\r\nConnection: close\r\n\r\n{\"status\":\"healthy\"}"; close $c }
        """;

    public ScratchStack()
    {
        if (PostgresBinaries.Find() is null)
            Prerequisite.Missing("PostgreSQL is not installed (apt-get install postgresql)");
        Folder = Path.Combine(RunFolder.New("stack"), ".bifrost");
    }

    public string Folder { get; }

    public Dictionary<string, string> Environment { get; } = [];

    public string Build { get; set; } = "one";

    public string Script { get; set; } = "create table if not exists raw.t (id bigint generated always as identity primary key, v text)";

    public LocalStack Stack => new(Folder, Environment.GetValueOrDefault);

    public BifrostTopology Topology { get; set; } = new()
    {
        Name = "scratch",
        Path = "/nowhere/bifrost.yml",
        Clusters =
        [
            new Cluster
            {
                Name = "embedded",
                Kind = ClusterKind.Embedded,
                Url = "${env:S_URL}",
                Versions = new ConnectorVersions("3.6.0.Final", "4.3.0"),
                Converter = new Converter.Json(true),
            },
        ],
        Sources =
        [
            new Bifrost.Topology.Source
            {
                Name = "src",
                ConnectorName = "src-source",
                Connector = SourceConnector.DebeziumPostgres,
                Connection = ConnectionOf("SRC"),
                Schemas = new NameFilter(["raw"], []),
                Tables = new NameFilter([], ["raw.private"]),
                Publication = new Publication("bifrost_src", "disabled"),
                Slot = "bifrost_src",
                TopicPrefix = "src",
                Snapshot = "initial",
                Heartbeat = new Heartbeat(TimeSpan.FromSeconds(10), null) { Table = "bifrost.heartbeat" },
                Decimal = "precise",
                Time = "adaptive",
                Interval = "string",
            },
        ],
        Targets =
        [
            new Bifrost.Topology.Target
            {
                Name = "dst",
                ConnectorName = "dst-sink",
                Dialect = Dialect.Postgres,
                Connector = TargetConnector.DebeziumJdbc,
                Sources = ["src"],
                Connection = ConnectionOf("DST"),
                Naming = "${source.schema}.${source.table}",
                Insert = "upsert",
                Deletes = true,
                Truncates = true,
                Evolution = "basic",
                Tables = NameFilter.All,
                Models = new ModelsLogin("${env:MODELS_USER}", "${env:MODELS_PASSWORD}"),
            },
        ],
        Etl = new Bifrost.Topology.Etl("src", "${env:ETL_USER}", "${env:ETL_PASSWORD}"),
    };

    public IReadOnlyDictionary<string, string> Variables => File.ReadLines(Path.Combine(Folder, "env")).Where(static line => line[0] != '#')
        .ToDictionary(static line => line[..line.IndexOf('=')], static line => line[(line.IndexOf('=') + 1)..]);

    public UpRequest Request => new()
    {
        Topology = Topology,
        SourceScripts = new Dictionary<string, string> { ["src"] = Script },
        Worker = new WorkerProgram("perl", static url => ["-e", StandIn, url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)], Build),
    };

    public Task<StackStatus> UpAsync() => Stack.UpAsync(Request);

    /// <summary>A login of the <c>env</c> file: <c>SRC</c>, <c>DST</c>, <c>ETL</c> on the source, <c>MODELS</c> on the target.</summary>
    public Task<NpgsqlConnection> OpenAsync(string login, string? database = null)
    {
        var where = login switch { "ETL" => "SRC", "MODELS" => "DST", _ => login };
        return PostgresSession.OpenAsync(new DatabaseEndpoint(
            Variables[where + "_HOST"], Port(where), database ?? Variables[where + "_DATABASE"], Variables[login + "_USER"], Variables[login + "_PASSWORD"]) { SslMode = "disable" }, "bifrost test", default);
    }

    public Task<NpgsqlConnection> OpenAsSuperuserAsync(string where)
    {
        var password = File.ReadAllText(Path.Combine(Folder, "servers", where == "SRC" ? "src" : "dst", "superuser"));
        return PostgresSession.OpenAsync(new PostgresServer("/nowhere", Port(where)).SuperuserEndpoint(password, Variables[where + "_DATABASE"]), "bifrost test", default);
    }

    public int Port(string where) => int.Parse(Variables[where + "_PORT"], System.Globalization.CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await Stack.DestroyAsync();
        if (Directory.Exists(Path.GetDirectoryName(Folder)))
            Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
    }

    private static DatabaseConnection ConnectionOf(string prefix) => new()
    {
        Host = $"${{env:{prefix}_HOST}}",
        Port = $"${{env:{prefix}_PORT}}",
        Database = $"${{env:{prefix}_DATABASE}}",
        User = $"${{env:{prefix}_USER}}",
        Password = $"${{env:{prefix}_PASSWORD}}",
    };
}
