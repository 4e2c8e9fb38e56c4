using System.Text;
using Bifrost.Connect.Registry;
using Bifrost.Testing.Stubs;

namespace Bifrost.Connect.Tests.Registry;

/// <summary>The client against answers as Confluent's registry gives them (its documentation and source). The registry that the other suites have refuses no schema, so what a refusal looks like is shown here alone.</summary>
public sealed class RegistryClientTests
{
    [TestCase(404, """{"error_code":40401,"message":"Subject 'x' not found."}""", RegistryFailure.NoSubject, "answered 40401: Subject 'x' not found.", "`bifrost registry subjects --all` lists what is there")]
    [TestCase(404, """{"error_code":40402,"message":"Version 9 not found."}""", RegistryFailure.NoVersion, "40402", "lists those that it has")]
    [TestCase(404, """{"error_code":40403,"message":"Schema not found"}""", RegistryFailure.NoSchema, "40403", "whether this is the registry that the records were written with")]
    [TestCase(409, """{"error_code":409,"message":"Schema being registered is incompatible with an earlier schema"}""", RegistryFailure.Incompatible, "answered 409", "a new field needs a default")]
    [TestCase(409, """{"error_code":40901,"message":"Schema being registered is incompatible"}""", RegistryFailure.Incompatible, "answered 40901", "a new field needs a default")]
    [TestCase(422, """{"error_code":42201,"message":"Either the input schema or one its references is invalid"}""", RegistryFailure.InvalidSchema, "answered 42201", "holds one schema of the kind that is named")]
    [TestCase(422, """{"error_code":42202,"message":"The specified version 'x' is not a valid version id."}""", RegistryFailure.Rejected, "42202", "A version is a number from 1, or latest")]
    [TestCase(422, """{"error_code":42203,"message":"Invalid compatibility level"}""", RegistryFailure.Rejected, "42203", "NONE, BACKWARD")]
    [TestCase(422, """{"error_code":42205,"message":"Subject x is in read-only mode"}""", RegistryFailure.Rejected, "42205", "a mode that takes no changes")]
    [TestCase(422, """{"error_code":42209,"message":"Schema is too large"}""", RegistryFailure.Rejected, "answered 42209: Schema is too large", "does not take the request as it is")]
    [TestCase(404, """{"error_code":404,"message":"HTTP 404 Not Found"}""", RegistryFailure.NotRegistry, "answered 404", "has no such path")]
    [TestCase(500, """{"error_code":50002,"message":"Register operation timed out"}""", RegistryFailure.Failed, "50002", "look at the Kafka brokers")]
    [TestCase(500, """{"error_code":50003,"message":"Error while forwarding the request to the leader"}""", RegistryFailure.Failed, "50003", "the registry's other instances")]
    [TestCase(401, """{"error_code":401,"message":"Unauthorized"}""", RegistryFailure.Denied, "refuses access (401)", "set the converter's user and password")]
    [TestCase(403, "", RegistryFailure.Denied, "refuses access (403)", "It asks for a login")]
    [TestCase(502, "<html><body>Bad gateway</body></html>", RegistryFailure.NotRegistry, "answered 502 with an HTML page", "look for a proxy")]
    [TestCase(200, "<html><body>Welcome</body></html>", RegistryFailure.NotRegistry, "answered 200 with an HTML page", "look for a proxy")]
    [TestCase(200, """{"subjects":[]}""", RegistryFailure.NotRegistry, "JSON of another shape", "a wrong path")]
    public async Task Each_answer_has_its_own_message_and_hint(int status, string body, RegistryFailure failure, string says, string hint)
    {
        using var stub = new StubServer(_ => new StubAnswer(status, body));
        using var client = new RegistryClient(new RegistryEndpoint(stub.Url));
        var error = await Should.ThrowAsync<RegistryException>(() => client.ListSubjectsAsync(default));
        error.Failure.ShouldBe(failure);
        error.Message.ShouldStartWith(status is >= 200 ? "GET /subjects: the schema registry at " : "");
        error.Message.ShouldContain(says);
        error.Message.ShouldContain(hint);
    }

    [Test]
    public async Task A_registry_that_is_not_there_is_named_with_what_to_do_and_without_the_login()
    {
        var endpoint = new RegistryEndpoint(new Uri($"http://me:secret@127.0.0.1:{StubServer.FreePort()}"), "me", "secret") { WhenUnreachable = "Start the registry." };
        using var client = new RegistryClient(endpoint);
        var error = await Should.ThrowAsync<RegistryException>(() => client.ListSubjectsAsync(default));
        error.Failure.ShouldBe(RegistryFailure.Unreachable);
        error.Message.ShouldContain("cannot be reached");
        error.Message.ShouldEndWith("Start the registry.");
        error.Message.ShouldNotContain("secret");
    }

    [Test]
    public async Task A_login_is_sent_as_basic_authentication_and_a_wrong_one_is_said_to_be()
    {
        using var stub = new StubServer(static request => request.Authorization == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("me:right"))}" ? new StubAnswer(200, "[]") : StubAnswer.Error(401, "Unauthorized"));
        using (var right = new RegistryClient(new RegistryEndpoint(stub.Url, "me", "right")))
            (await right.ListSubjectsAsync(default)).ShouldBeEmpty();
        using var wrong = new RegistryClient(new RegistryEndpoint(stub.Url, "me", "wrong"));
        (await Should.ThrowAsync<RegistryException>(() => wrong.ListSubjectsAsync(default))).Message.ShouldContain("Check the converter's user and password");
    }

    [Test]
    public async Task A_subject_without_a_level_of_its_own_has_none()
    {
        using var stub = new StubServer(static request => request.Path.EndsWith("/own", StringComparison.Ordinal)
            ? new StubAnswer(200, """{"compatibilityLevel":"FULL"}""")
            : new StubAnswer(404, """{"error_code":40408,"message":"Subject 'x' does not have subject-level compatibility configured"}"""));
        using var client = new RegistryClient(new RegistryEndpoint(stub.Url));
        (await client.FindLevelAsync("own", default)).ShouldBe("FULL");
        (await client.FindLevelAsync("x", default)).ShouldBeNull();
    }

    [Test]
    public async Task Names_are_encoded_whole_and_bodies_are_what_the_API_reads()
    {
        using var stub = new StubServer(static request => new StubAnswer(200, request.Method == "POST" ? """{"is_compatible":false,"messages":["READER_FIELD_MISSING_DEFAULT_VALUE"]}""" : "{}"));
        using var client = new RegistryClient(new RegistryEndpoint(stub.Url));
        var verdict = await client.CheckAsync(":.ctx:a/b", new CandidateSchema("{}", "JSON"), default);
        await client.SetLevelAsync("s", "FULL", default);
        await client.SetLevelAsync(null, "NONE", default);
        verdict.IsCompatible.ShouldBeFalse();
        verdict.Messages.ShouldBe(["READER_FIELD_MISSING_DEFAULT_VALUE"]);
        stub.Requests.Select(static one => $"{one} {one.Body}").ShouldBe([
            """POST /compatibility/subjects/%3A.ctx%3Aa%2Fb/versions?verbose=true {"schema":"{}","schemaType":"JSON"}""",
            """PUT /config/s {"compatibility":"FULL"}""",
            """PUT /config {"compatibility":"NONE"}"""]);
    }

    [TestCase("http://h:1/apis/registry/v2", "http://h:1/apis/ccompat/v7")]
    [TestCase("http://h:1", "http://h:1")]
    [TestCase("https://h/registry", "https://h/registry")]
    public void Apicurios_own_address_leads_to_the_API_that_Confluent_made(string given, string address) =>
        RegistryEndpoint.Of(new Uri(given), null, null).Address.ShouldBe(new Uri(address).ToString().TrimEnd('/'));
}
