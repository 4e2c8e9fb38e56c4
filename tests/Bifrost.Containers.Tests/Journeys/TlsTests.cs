using System.Text.RegularExpressions;
using Bifrost.Containers.Tests.Engine;
using Bifrost.Containers.Tests.Projects;
using Bifrost.Replication.Engine;
using Bifrost.Stack.Servers;
using Bifrost.Testing.CommandLine;
using Npgsql;

namespace Bifrost.Containers.Tests.Journeys;

/// <summary>The stack with <c>docker/compose.tls.yml</c>, brought up as <c>docker/tls/README.md</c> says: its diff is applied as it is printed there.</summary>
[Category("Long")]
public sealed class TlsTests
{
    private const string OneRow = "from raw.portes where ano_emissao = 2031";

    private static readonly string[] Secrets = ["KAFKA_CONNECT_PASSWORD", "KAFKA_REGISTRY_PASSWORD", "KAFKA_CLIENT_PASSWORD", "BIFROST_CONNECT_PASSWORD"];

    private ContainerProject _project = null!;

    private static string Docker => Path.Combine(BifrostFolder.RepositoryRoot(), "docker");

    private string Authority => Path.Combine(_project.Place.Folder, "certificates", "ca", "ca.pem");

    [OneTimeSetUp]
    public async Task BringUpAsync()
    {
        _project = await ContainerProject.CreateAsync();
        _project.Set("BIFROST_KAFKA_URL", _project.Variable("BIFROST_KAFKA_URL")!.Replace("http://", "https://", StringComparison.Ordinal));
        _project.Set("BIFROST_CONNECT_USER", "bifrost");
        foreach (var secret in Secrets)
            _project.Set(secret, PostgresServer.NewPassword());
        _project.Set("BIFROST_TLS", Path.Combine(_project.Place.Folder, "certificates"));
        _project.Set("BIFROST_CA", Authority);
        await MakeCertificatesAsync("certificates");
        await ApplyReadmeAsync();
        await _project.BifrostAsync($"up --engine docker --compose-file {Docker}/compose.yml --compose-file {Docker}/compose.tls.yml");
        await _project.BifrostAsync("render --cluster kafka");
        await _project.BifrostAsync("apply --cluster kafka --timeout 180");
    }

    [OneTimeTearDown]
    public async Task DestroyAsync()
    {
        // Where nothing could be started there is none.
        if (_project is not null)
            await _project.DisposeAsync();
    }

    [Test]
    public async Task A_snapshot_and_every_kind_of_change_reach_both_replicas_over_TLS()
    {
        var source = Trusting("THOR", "THOR_ETL");
        await _project.BifrostAsync("etl sample");
        await _project.Place.ExecuteAsync(source, "insert into raw.portes (ano_emissao, mes_emissao, uf, total) values (2031, 1, 'AC', 77), (2031, 2, 'AC', 78)");
        await _project.Place.ExecuteAsync(source, "update raw.portes set total = 79 where ano_emissao = 2031 and mes_emissao = 1");
        await _project.Place.ExecuteAsync(source, "delete from raw.portes where ano_emissao = 2031 and mes_emissao = 2");
        foreach (var target in new[] { "MJOLNIR", "STORMBREAKER" })
        {
            await UntilAsync(Trusting(target, target), "to_regclass('raw.portes') is not null");
            await UntilAsync(Trusting(target, target), $"(select sum(total) {OneRow}) = 79");
        }

        (await _project.BifrostAsync("verify --cluster kafka")).Output.ShouldContain("Every target equals its source.");
        var thor = await _project.ServiceAsync("thor");
        var plain = (await thor.ExecAsync("psql", "--username", "postgres", "--no-align", "--tuples-only", "--command",
            "select count(*) from pg_stat_ssl join pg_stat_activity using (pid) where client_addr is not null and not ssl")).Must();
        plain.ShouldBe("0");
    }

    [Test]
    public async Task PostgreSQL_admits_nobody_without_TLS_and_clients_no_other_server()
    {
        var trusting = Trusting("MJOLNIR", "MJOLNIR");
        (await Should.ThrowAsync<PostgresException>(() => _project.Place.ExecuteAsync(trusting with { SslMode = "disable" }, "select 1"))).MessageText.ShouldContain("no encryption");
        await Should.ThrowAsync<NpgsqlException>(() => _project.Place.ExecuteAsync(trusting with { SslRootCertificate = null }, "select 1"));
        var name = (await (await _project.ServiceAsync("mjolnir")).InspectAsync(".Name")).TrimStart('/');
        var other = await (await _project.ServiceAsync("connect")).ExecAsync("psql", $"host={name} dbname=postgres user=postgres sslmode=verify-full sslrootcert=/bifrost/tls/ca.pem", "--command", "select 1");
        other.ExitCode.ShouldNotBe(0);
        other.Error.ShouldContain("does not match host name");
    }

    [Test]
    public async Task Connect_asks_for_a_login_and_bifrost_says_what_is_wrong()
    {
        var right = _project.Variable("BIFROST_CONNECT_PASSWORD");
        _project.Set("BIFROST_CONNECT_PASSWORD", "wrong-one");
        await _project.Place.MustFailAsync("status --cluster kafka", 1, "refuses access (401)", "Check the cluster's user and password");
        _project.Set("BIFROST_CONNECT_PASSWORD", right);

        await MakeCertificatesAsync("others");
        _project.Set("BIFROST_CA", Path.Combine(_project.Place.Folder, "others", "ca", "ca.pem"));
        await _project.Place.MustFailAsync("status --cluster kafka", 1, "is not trusted", "clusters.kafka.ca");
        _project.Set("BIFROST_CA", Authority);

        var past = await (await _project.ServiceAsync("thor")).ExecAsync("curl", "--silent", "--max-time", "5", "http://connect:8084/");
        past.ExitCode.ShouldNotBe(0, "Connect itself answers beside its gate");
    }

    [Test]
    public async Task Kafka_admits_whoever_has_a_login_and_nobody_else()
    {
        var kafka = await _project.ServiceAsync("kafka");
        var settings = "security.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512\nssl.truststore.type=PEM\nssl.truststore.location=/tmp/ca.pem\nrequest.timeout.ms=5000\ndefault.api.timeout.ms=8000\n"
            + "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username=\"bifrost\" password=\"{0}\";\n";
        await WriteAsync(kafka, "/tmp/ca.pem", await File.ReadAllTextAsync(Authority));
        await WriteAsync(kafka, "/tmp/right", string.Format(System.Globalization.CultureInfo.InvariantCulture, settings, _project.Variable("KAFKA_CLIENT_PASSWORD")));
        await WriteAsync(kafka, "/tmp/wrong", string.Format(System.Globalization.CultureInfo.InvariantCulture, settings, "wrong-one"));
        await WriteAsync(kafka, "/tmp/none", "request.timeout.ms=5000\ndefault.api.timeout.ms=8000\n");
        (await ListTopicsAsync(kafka, "/tmp/right")).Must().ShouldContain("bifrost-configs");
        var wrong = await ListTopicsAsync(kafka, "/tmp/wrong");
        wrong.ExitCode.ShouldNotBe(0);
        (wrong.Output + wrong.Error).ShouldContain("invalid credentials");
        (await ListTopicsAsync(kafka, "/tmp/none")).ExitCode.ShouldNotBe(0);
    }

    [Test]
    public async Task No_password_is_in_a_log()
    {
        foreach (var (service, container) in await _project.ServicesAsync())
        {
            var log = await _project.DockerAsync("logs", container.Id);
            foreach (var secret in Secrets)
                (log.Output + log.Error).ShouldNotContain(_project.Variable(secret)!, customMessage: $"{secret} in the log of {service}");
        }
    }

    [Test]
    public async Task A_Connect_that_crashes_is_back_behind_its_gate()
    {
        var connect = await _project.ServiceAsync("connect");
        var before = await connect.InspectAsync(".RestartCount");
        await connect.CrashAsync();
        await connect.UntilAsync("curl", "--silent", "--fail", "--output", "/dev/null", "http://127.0.0.1:8084/health");
        (await connect.InspectAsync(".RestartCount")).ShouldNotBe(before);
        await connect.UntilAsync("bash", "-c", "[[ $(curl --silent --output /dev/null --write-out '%{http_code}' --cacert /bifrost/tls/ca.pem https://127.0.0.1:8083/) == 401 ]]");
        await _project.BifrostAsync("status --cluster kafka --wait");
    }

    private DatabaseEndpoint Trusting(string database, string login) => _project.Place.Login(database, login) with { SslMode = "verify-full", SslRootCertificate = Authority };

    /// <summary>For some minutes: the first rows wait for the snapshot, and for Kafka Connect to look for new topics.</summary>
    private async Task UntilAsync(DatabaseEndpoint endpoint, string condition)
    {
        for (var left = 8; ; left--)
        {
            try
            {
                await _project.Place.UntilAsync(endpoint, condition);
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.RaiseException && left > 0)
            {
            }
        }
    }

    private async Task MakeCertificatesAsync(string folder) => (await Command.RunAsync(
        Path.Combine(Docker, "tls", "make-certificates"),
        [Path.Combine(_project.Place.Folder, folder)],
        new Dictionary<string, string?> { ["BIFROST_CONNECT_USER"] = "bifrost", ["BIFROST_CONNECT_PASSWORD"] = _project.Variable("BIFROST_CONNECT_PASSWORD") })).Must();

    private async Task ApplyReadmeAsync()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Docker, "tls", "README.md"));
        var difference = Path.Combine(_project.Place.Folder, "tls.diff");
        await File.WriteAllTextAsync(difference, Regex.Match(readme, "```diff\n(.*?)```", RegexOptions.Singleline).Groups[1].Value);
        (await Command.RunAsync("git", ["apply", difference], folder: _project.Place.Folder)).Must();
    }

    private static async Task WriteAsync(Container container, string file, string text) =>
        (await container.ExecAsync("bash", "-c", "printf %s \"$1\" >\"$2\"", "write", text, file)).Must();

    private static Task<Ended> ListTopicsAsync(Container kafka, string settings) =>
        kafka.ExecAsync("/opt/kafka/bin/kafka-topics.sh", "--bootstrap-server", "kafka:9092", "--command-config", settings, "--list");
}
