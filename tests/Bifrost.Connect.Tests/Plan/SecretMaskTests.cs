using Bifrost.Connect.Plan;

namespace Bifrost.Connect.Tests.Plan;

public sealed class SecretMaskTests
{
    [TestCase("connection.password", "x", "(hidden)")]
    [TestCase("database.ssl.key.password", "x", "(hidden)")]
    [TestCase("sasl.jaas.config", "x", "(hidden)")]
    [TestCase("aws.secret.access.key", "x", "(hidden)")]
    [TestCase("schema.registry.basic.auth.user.info", "u:p", "(hidden)")]
    [TestCase("connection.password", "${env:MJOLNIR_PASSWORD}", "${env:MJOLNIR_PASSWORD}")]
    [TestCase("connection.password", "prefix${env:A}", "(hidden)")]
    [TestCase("connection.password", "${env:A}${env:B", "(hidden)")]
    [TestCase("connection.password", "", "")]
    [TestCase("primary.key.fields", "id", "id")]
    [TestCase("key.converter", "org.apache.kafka.connect.json.JsonConverter", "org.apache.kafka.connect.json.JsonConverter")]
    [TestCase("connection.url", "jdbc:postgresql://h/d?password=${env:P}", "jdbc:postgresql://h/d?password=${env:P}")]
    [TestCase("connection.url", "jdbc:sqlserver://h;user=u;password=x;encrypt=true", "jdbc:sqlserver://h;user=u;password=(hidden);encrypt=true")]
    [TestCase("registry.url", "https://user:pw@host:8081/x", "https://user:(hidden)@host:8081/x")]
    [TestCase("registry.url", "https://host:8081/x", "https://host:8081/x")]
    public void A_value_is_shown_unless_it_is_secret(string key, string value, string shown) => SecretMask.ByName.Show(key, value).ShouldBe(shown);

    [Test]
    public void A_secret_is_taken_out_of_what_the_worker_says() =>
        SecretMask.ByName.Scrub("Invalid value hunter2 for configuration connection.password", new Dictionary<string, string> { ["connection.password"] = "hunter2", ["k"] = "value" })
            .ShouldBe("Invalid value (hidden) for configuration connection.password");
}
