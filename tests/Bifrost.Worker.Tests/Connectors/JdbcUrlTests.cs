using Bifrost.Worker.Connectors;
using Bifrost.Worker.Routing;

namespace Bifrost.Worker.Tests.Connectors;

public sealed class JdbcUrlTests
{
    [TestCase("jdbc:postgresql://h:5433/db", "h", 5433, "db")]
    [TestCase("jdbc:postgresql://h/db", "h", 5432, "db")]
    [TestCase("jdbc:postgresql:db", "localhost", 5432, "db")]
    [TestCase("jdbc:postgresql://[::1]:5433/db", "::1", 5433, "db")]
    [TestCase("jdbc:postgresql://h/my%20db?reWriteBatchedInserts=true", "h", 5432, "my db")]
    public void Parts_are_found(string url, string host, int port, string database)
    {
        var endpoint = JdbcUrl.Parse(url).ToEndpoint("u", "p");
        (endpoint.Host, endpoint.Port, endpoint.Database, endpoint.User, endpoint.Password).ShouldBe((host, port, database, "u", "p"));
    }

    [Test]
    public void Parameters_stand_in_for_what_the_keys_do_not_say()
    {
        var endpoint = JdbcUrl.Parse("jdbc:postgresql://h/db?user=u&password=p%26q&sslmode=verify-full&sslrootcert=/etc/ca.pem").ToEndpoint(null, null);
        (endpoint.User, endpoint.Password, endpoint.SslMode, endpoint.SslRootCertificate).ShouldBe(("u", "p&q", "verify-full", "/etc/ca.pem"));
    }

    [TestCase("jdbc:mysql://h/db?password=hunter2", "PostgreSQL only")]
    [TestCase("jdbc:postgresql://a,b/db?password=hunter2", "several servers")]
    [TestCase("jdbc:postgresql://h:none/db?password=hunter2", "port")]
    public void What_is_not_one_PostgreSQL_server_is_refused_without_quoting_it(string url, string reason)
    {
        var message = Should.Throw<ConnectorConfigException>(() => JdbcUrl.Parse(url)).Message;
        message.ShouldContain(reason);
        message.ShouldNotContain("hunter2");
    }
}
