using Bifrost.Etl.Load;
using Bifrost.Etl.Sample;
using Bifrost.Etl.Tables;
using Bifrost.Replication.Engine;
using Bifrost.Stack.Servers;

namespace Bifrost.Testing.Replicas;

/// <summary>
/// A database as replication leaves a target: the tables of <c>raw</c>, the heartbeat table with a beat of now, a login for models with the three schemas that it owns, and rows where asked for.
/// No connector runs: what stands in it changes only by the test.
/// </summary>
public sealed class ScratchReplica : IAsyncDisposable
{
    private readonly string _password = PostgresServer.NewPassword();

    private ScratchReplica(ScratchDatabase database) => Database = database;

    /// <summary>The superuser's view of it.</summary>
    public ScratchDatabase Database { get; }

    /// <summary>The login that builds models.</summary>
    public string ModelsUser => $"{Database.Name}_models";

    public DatabaseEndpoint ModelsEndpoint => Database.Endpoint with { User = ModelsUser, Password = _password };

    /// <summary>The connector whose beat stands in the heartbeat table.</summary>
    public const string SourceConnector = "thor-source";

    /// <summary>A replica without rows.</summary>
    /// <param name="suffix">Tells two replicas of one test apart.</param>
    public static async Task<ScratchReplica> CreateAsync(string suffix = "")
    {
        var server = await TestServer.Shared.ConfigureAwait(false);
        var replica = new ScratchReplica(await server.CreateDatabaseAsync(suffix).ConfigureAwait(false));
        await replica.FillAsync().ConfigureAwait(false);
        return replica;
    }

    /// <summary>Loads the sample's real files into <c>raw</c>: both issues unless one is named.</summary>
    public async Task LoadSampleAsync(params IssueOfSample[] issues)
    {
        foreach (var issue in issues.Length > 0 ? issues : [IssueOfSample.First, IssueOfSample.Second])
            await new EtlRun(Database.Endpoint, new() { RejectFolder = RunFolder.New("rejects") }, TimeProvider.System).RunAsync(SampleIssue.FilesFor(issue), default).ConfigureAwait(false);
    }

    /// <summary>Makes <c>raw</c> what it is in another replica, ids and times of loading with it, as replication would.</summary>
    public async Task FollowAsync(ScratchReplica other)
    {
        await using var from = await other.Database.OpenAsync().ConfigureAwait(false);
        await using var to = await Database.OpenAsync().ConfigureAwait(false);
        foreach (var table in EtlTable.All.Select(static table => table.QualifiedName))
        {
            await Database.ExecuteAsync($"delete from {table}").ConfigureAwait(false);
            using var rows = await from.BeginTextExportAsync($"copy {table} to stdout").ConfigureAwait(false);
            await using var copy = await to.BeginTextImportAsync($"copy {table} from stdin").ConfigureAwait(false);
            await copy.WriteAsync(await rows.ReadToEndAsync().ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    /// <summary>Sets the one beat: <c>now()</c>, or <c>now() - interval '1 hour'</c>.</summary>
    public Task BeatAsync(string at = "now()") => Database.ExecuteAsync(
        $"insert into bifrost.heartbeat values ('{SourceConnector}', {at}) on conflict (source) do update set beat_at = excluded.beat_at");

    /// <summary>What <c>bifrost.yml</c> and the profile name for a target of this name: <c>MJOLNIR_HOST</c>, …, <c>MJOLNIR_MODELS_PASSWORD</c>.</summary>
    public IReadOnlyDictionary<string, string> Variables(string target)
    {
        var prefix = target.ToUpperInvariant();
        var endpoint = Database.Endpoint;
        return new Dictionary<string, string>
        {
            [$"{prefix}_HOST"] = endpoint.Host,
            [$"{prefix}_PORT"] = endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            [$"{prefix}_DATABASE"] = endpoint.Database,
            [$"{prefix}_USER"] = endpoint.User,
            [$"{prefix}_PASSWORD"] = endpoint.Password!,
            [$"{prefix}_MODELS_USER"] = ModelsUser,
            [$"{prefix}_MODELS_PASSWORD"] = _password,
        };
    }

    private async Task FillAsync()
    {
        await DropRoleAsync().ConfigureAwait(false);
        await Database.ExecuteAsync(
            $"""
            create role "{ModelsUser}" login password '{_password}';
            revoke create on schema public from public;
            {SampleTables.Script};
            create schema if not exists bifrost;
            create table bifrost.heartbeat ({Topology.HeartbeatTable.Columns});
            grant usage on schema raw, bifrost to "{ModelsUser}";
            grant select on all tables in schema raw to "{ModelsUser}";
            grant select on bifrost.heartbeat to "{ModelsUser}";
            create schema star authorization "{ModelsUser}";
            create schema star_staging authorization "{ModelsUser}";
            create schema star_reference authorization "{ModelsUser}";
            """).ConfigureAwait(false);
        await BeatAsync().ConfigureAwait(false);
    }

    private async Task DropRoleAsync()
    {
        await using var connection = await Database.Server.OpenAsync("postgres").ConfigureAwait(false);
        await using var command = new Npgsql.NpgsqlCommand($"drop role if exists \"{ModelsUser}\"", connection);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DropAsync().ConfigureAwait(false);
        await DropRoleAsync().ConfigureAwait(false);
    }
}
