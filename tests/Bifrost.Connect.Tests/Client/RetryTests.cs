using Bifrost.Connect.Client;
using Bifrost.Testing.Stubs;

namespace Bifrost.Connect.Tests.Client;

public sealed class RetryTests
{
    private static readonly Dictionary<string, string> Config = new() { ["topics"] = "a" };

    [TestCase(409, "Cannot complete request because of a conflicting operation (e.g. worker rebalance)")]
    [TestCase(409, "Cannot complete request momentarily due to stale configuration (typically caused by a concurrent config change)")]
    [TestCase(500, "Request cannot be completed because a rebalance is expected")]
    public async Task A_rebalance_is_waited_out(int status, string message)
    {
        var left = 3;
        using var cluster = new StubConnect { Before = _ => left-- > 0 ? StubAnswer.Error(status, message) : null };
        using var client = ClientUnderTest.For(cluster.Url);
        await client.PutConfigAsync("x", Config, default);
        cluster.Requests.Count.ShouldBe(4);
    }

    [Test]
    public async Task A_rebalance_that_does_not_end_is_told_after_the_last_attempt()
    {
        using var cluster = new StubConnect { Before = static _ => StubAnswer.Error(409, "Cannot complete request momentarily due to no known leader URL, likely because a rebalance was underway.") };
        using var client = ClientUnderTest.For(cluster.Url);
        (await Should.ThrowAsync<ConnectException>(client.PutConfigAsync("x", Config, default))).Failure.ShouldBe(ConnectFailure.Rebalancing);
        cluster.Requests.Count.ShouldBe(5);
    }

    [TestCase(409, "Connector x already exists", ConnectFailure.AlreadyExists)]
    [TestCase(409, "Connector rebalance-source cannot be deleted: slots and positions on it belong to mjolnir-sink.", ConnectFailure.Conflict)]
    [TestCase(500, "Failed to start connector: rebalance-source", ConnectFailure.Failed)]
    [TestCase(400, "Connector configuration is invalid", ConnectFailure.Rejected)]
    [TestCase(500, "Request timed out", ConnectFailure.Failed)]
    [TestCase(404, "Connector x not found", ConnectFailure.NotFound)]
    public async Task What_a_repeat_does_not_mend_is_not_repeated(int status, string message, ConnectFailure failure)
    {
        using var cluster = new StubConnect { Before = _ => StubAnswer.Error(status, message) };
        using var client = ClientUnderTest.For(cluster.Url);
        var error = await Should.ThrowAsync<ConnectException>(client.PutConfigAsync("x", Config, default));
        error.Failure.ShouldBe(failure);
        error.Message.ShouldContain($"PUT /connectors/x/config: the cluster 'embedded' at {cluster.Url} answered {status}: {message}");
        cluster.Requests.Count.ShouldBe(1);
    }

    [Test]
    public async Task A_refused_connection_names_the_URL_the_cluster_and_what_to_do()
    {
        using var client = ClientUnderTest.For(new Uri($"http://127.0.0.1:{StubServer.FreePort()}"));
        var error = await Should.ThrowAsync<ConnectException>(client.ListConnectorsAsync(default));
        error.Failure.ShouldBe(ConnectFailure.Refused);
        error.Message.ShouldStartWith($"The Connect cluster 'embedded' at {client.Endpoint.Url} cannot be reached: Connection refused");
        error.Message.ShouldEndWith("Start it with `bifrost up`.");
    }

    [Test]
    public async Task A_connection_that_is_refused_at_first_is_tried_again()
    {
        // The attempt after the refusal finds the server: it begins to listen when the first pause begins.
        var port = StubServer.FreePort();
        StubServer? late = null;
        var time = new StartingTime(() => late ??= new StubServer(static _ => new StubAnswer(200, "[]"), port));
        using var client = new ConnectClient(new ConnectEndpoint("embedded", new Uri($"http://127.0.0.1:{port}")), ClientUnderTest.Impatient with { FirstDelay = TimeSpan.FromMilliseconds(20) }, time);
        (await client.ListConnectorsAsync(default)).ShouldBeEmpty();
        late!.Dispose();
    }

    /// <summary>Does something when a wait begins; then the wait is as any other.</summary>
    private sealed class StartingTime(Action start) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            start();
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
