using Bifrost.Topology.Reading;

namespace Bifrost.Topology.Binding;

internal static class ConnectionBinder
{
    public static DatabaseConnection Bind(PartView connection, Dialect dialect) => new()
    {
        Host = connection.Required("host"),
        Port = connection.Text("port") ?? (dialect == Dialect.Postgres ? "5432" : "3306"),
        Database = connection.Required("database"),
        User = connection.Required("user"),
        Password = connection.Required("password"),
        SslMode = connection.Text("sslMode"),
        SslRootCert = connection.Text("sslRootCert"),
    };
}
