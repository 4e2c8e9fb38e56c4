using Bifrost.Topology;

namespace Bifrost.Templates.Parameters;

internal static class DatabaseParameters
{
    public static IReadOnlyDictionary<string, object?> Of(DatabaseConnection connection, Dialect dialect) => new Dictionary<string, object?>
    {
        ["host"] = connection.Host,
        ["port"] = connection.Port,
        ["name"] = connection.Database,
        ["user"] = connection.User,
        ["password"] = connection.Password,
        ["sslMode"] = SslMode(connection.SslMode, dialect),
        ["sslRootCert"] = connection.SslRootCert,
    };

    // MySQL's Connector/J and MariaDB's driver have words of their own; MariaDB's has none for "if the server can".
    private static string? SslMode(string? mode, Dialect dialect) => (dialect, mode) switch
    {
        (Dialect.Postgres, _) or (_, null) => mode,
        (Dialect.Mysql, "disable") => "DISABLED",
        (Dialect.Mysql, "allow" or "prefer") => "PREFERRED",
        (Dialect.Mysql, "require") => "REQUIRED",
        (Dialect.Mysql, "verify-ca") => "VERIFY_CA",
        (Dialect.Mysql, _) => "VERIFY_IDENTITY",
        (_, "allow" or "prefer") => null,
        (_, "require") => "trust",
        _ => mode,
    };
}
