using System.Globalization;
using Bifrost.EndToEnd.Tests.CommandLine;

namespace Bifrost.EndToEnd.Tests.Journeys;

/// <summary>The table of heartbeats, from the source to whoever reads a replica.</summary>
public sealed class HeartbeatTests
{
    private const string Beat = "select extract(epoch from beat_at)::float8 from bifrost.heartbeat where source = 'thor-source'";

    private Workplace _place = null!;

    [OneTimeSetUp]
    public async Task BringUpAsync()
    {
        _place = Workplace.WithSample();
        _place.Edit(static topology => topology.Replace("interval: 10s", "interval: 1s", StringComparison.Ordinal));
        await _place.MustAsync("up");
        await _place.MustAsync("apply");
        await _place.MustAsync("status --wait");
    }

    [OneTimeTearDown]
    public async Task DestroyAsync() => await _place.DisposeAsync();

    [Test]
    public async Task A_heartbeat_reaches_every_replica()
    {
        foreach (var replica in new[] { "MJOLNIR", "STORMBREAKER" })
        {
            await UntilAsync(replica, "exists (select from bifrost.heartbeat where source = 'thor-source')");
            await LaterThanAsync(replica, await BeatAsync(replica));
        }

        (await _place.MustAsync("verify --output json")).Output.ShouldNotContain("bifrost.heartbeat");
        File.Copy(Path.Combine(Workplace.RepositoryRoot(), "bifrost.tables.yml"), Path.Combine(_place.Folder, "bifrost.tables.yml"));
        await _place.MustAsync("schema pull --check");
    }

    [Test]
    public async Task A_stopped_sink_lets_the_heartbeat_of_its_replica_grow_old()
    {
        await UntilAsync("STORMBREAKER", "exists (select from bifrost.heartbeat)");
        await _place.MustAsync("stop stormbreaker-sink");
        var last = await BeatAsync("STORMBREAKER");
        await LaterThanAsync("MJOLNIR", last + 3);
        (await BeatAsync("STORMBREAKER")).ShouldBe(last);

        await _place.MustAsync("resume stormbreaker-sink");
        await LaterThanAsync("STORMBREAKER", last + 3);
    }

    [Test]
    public async Task A_heartbeat_that_may_not_write_is_told_in_status_and_rows_arrive_all_the_same()
    {
        await _place.ExecuteAsync(_place.Superuser("thor"), "revoke insert, update on bifrost.heartbeat from thor_replication");
        var status = "";
        // Two beats at most: a refused one is told from then on.
        for (var look = 0; look < 60 && !status.Contains("heartbeat", StringComparison.Ordinal); look++)
            status = (await _place.MustAsync("status")).Output;
        status.ShouldContain("thor-source: Its heartbeat fails, so that no replica can tell how fresh it is");
        status.ShouldContain("permission denied for table heartbeat");
        status.ShouldNotContain("FAILED");
        await _place.ExecuteAsync(_place.Superuser("thor"), "insert into raw.portes (ano_emissao, mes_emissao, total) values (2020, 1, 1)");
        await _place.MustAsync("verify");

        await _place.MustAsync("up");
        var last = await BeatAsync("MJOLNIR");
        await LaterThanAsync("MJOLNIR", last);
        (await _place.MustAsync("status")).Output.ShouldNotContain("heartbeat");
    }

    private Task<double> BeatAsync(string replica) => _place.ScalarAsync<double>(_place.Login(replica, $"{replica}_MODELS"), Beat);

    private Task LaterThanAsync(string replica, double beat) => UntilAsync(replica, string.Create(CultureInfo.InvariantCulture, $"({Beat}) > {beat:R}"));

    /// <summary>Asked as the login of models, which is who needs to know.</summary>
    private Task UntilAsync(string replica, string condition) => _place.UntilAsync(_place.Login(replica, $"{replica}_MODELS"), condition);
}
