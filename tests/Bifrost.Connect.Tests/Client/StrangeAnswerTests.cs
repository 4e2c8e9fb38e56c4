using Bifrost.Connect.Client;
using Bifrost.Testing.Stubs;

namespace Bifrost.Connect.Tests.Client;

public sealed class StrangeAnswerTests
{
    [TestCase(502, "<html><body>Bad Gateway</body></html>", "an HTML page")]
    [TestCase(200, "<!DOCTYPE html><html></html>", "an HTML page")]
    [TestCase(200, "", "an empty body")]
    [TestCase(200, "hello", "a body that is not JSON")]
    [TestCase(200, "{\"a\":1}", "JSON of another shape")]
    [TestCase(404, "404 page not found", "a body that is not JSON")]
    public async Task What_is_not_Kafka_Connect_is_named_as_such(int status, string body, string what)
    {
        var error = await FailureOf(new StubAnswer(status, body, "text/html"));
        error.Failure.ShouldBe(ConnectFailure.NotConnect);
        error.Message.ShouldContain($"answered {status} with {what}. That is not Kafka Connect");
    }

    [Test]
    public async Task A_page_that_asks_for_a_login_is_a_refusal_whoever_wrote_it()
    {
        var error = await FailureOf(new StubAnswer(401, "<html><body>401 Authorization Required</body></html>", "text/html"));
        error.Failure.ShouldBe(ConnectFailure.Denied);
        error.Message.ShouldContain("refuses access (401). It asks for a login");
    }

    [TestCase(503, "<html><body>no healthy upstream</body></html>", "an HTML page")]
    [TestCase(503, "", "an empty body")]
    [TestCase(404, "<html>\n<body><h2>HTTP ERROR 404 Not Found</h2></body></html>", "an HTML page")]
    [TestCase(503, """{"error_code":503,"message":"This worker is still starting up."}""", "'This worker is still starting up.'")]
    public async Task A_worker_that_does_not_stop_starting_is_told_as_one_after_some_attempts(int status, string body, string what)
    {
        using var server = new StubServer(_ => new StubAnswer(status, body, "text/html"));
        using var client = ClientUnderTest.For(server.Url);
        var error = await Should.ThrowAsync<ConnectException>(client.ListConnectorsAsync(default));
        error.Failure.ShouldBe(ConnectFailure.Starting);
        error.Message.ShouldContain($"answered {status} with {what}: the worker is still starting, or no worker is behind its proxy.");
        server.Requests.Count.ShouldBe(ClientUnderTest.Impatient.StartingRetries + 1);
    }

    [TestCase(503, "")]
    [TestCase(404, "<html><body><h2>HTTP ERROR 404 Not Found</h2></body></html>")]
    public async Task A_worker_that_starts_is_waited_for(int status, string body)
    {
        var left = 3;
        using var server = new StubServer(_ => left-- > 0 ? new StubAnswer(status, body, "text/html") : new StubAnswer(200, "[]"));
        using var client = ClientUnderTest.For(server.Url);
        (await client.ListConnectorsAsync(default)).ShouldBeEmpty();
    }

    [Test]
    public async Task A_missing_login_says_where_to_set_it()
    {
        var error = await FailureOf(new StubAnswer(401, "User cannot access the resource.", "text/plain"));
        error.Failure.ShouldBe(ConnectFailure.Denied);
        error.Message.ShouldContain("(401: User cannot access the resource)");
        error.Message.ShouldContain("set the cluster's user and password");
    }

    [Test]
    public async Task A_configuration_that_the_worker_prints_is_cut_with_its_secrets()
    {
        var error = await FailureOf(StubAnswer.Error(400, "Connector config {database.password=hunter2, name=x} contains no connector type"));
        error.Message.ShouldNotContain("hunter2");
        error.Message.ShouldEndWith("Connector config contains no connector type");
    }

    [Test]
    public void An_endpoint_does_not_print_its_password() =>
        new ConnectEndpoint("kafka", new Uri("http://user:secret@connect:8083/x"), "ops", "hunter2").ToString().ShouldBe("cluster 'kafka' at http://connect:8083/x");

    [Test]
    public async Task A_stop_is_obeyed_and_not_reported_as_a_failure()
    {
        using var stop = new CancellationTokenSource();
        using var server = new StubServer(_ =>
        {
            stop.Cancel();
            return StubAnswer.Error(409, "Cannot complete request because of a conflicting operation (e.g. worker rebalance)");
        });
        using var client = ClientUnderTest.For(server.Url);
        await Should.ThrowAsync<OperationCanceledException>(client.ListConnectorsAsync(stop.Token));
    }

    private static async Task<ConnectException> FailureOf(StubAnswer answer)
    {
        using var server = new StubServer(_ => answer);
        using var client = ClientUnderTest.For(server.Url);
        return await Should.ThrowAsync<ConnectException>(client.ListConnectorsAsync(default));
    }
}
