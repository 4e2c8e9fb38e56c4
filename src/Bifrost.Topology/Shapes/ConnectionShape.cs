namespace Bifrost.Topology.Shapes;

/// <summary>The fields of a database connection.</summary>
internal static class ConnectionShape
{
    public static MapShape Fields { get; } = new("a connection",
    [
        new("host", Texts.ForWorker, "Host name or address; usually a reference.", Required: true),
        new("port", Texts.Port, "Port; 5432 for PostgreSQL, 3306 for MySQL and MariaDB unless set."),
        new("database", Texts.ForWorker, "Name of the database.", Required: true),
        new("user", Texts.ForWorker, "Login of the connector.", Required: true),
        new("password", Texts.Secret, "Its password: a reference, never the password itself.", Required: true),
        new("sslMode", Texts.OneOf("disable", "allow", "prefer", "require", "verify-ca", "verify-full"), "libpq's sslmode; unset leaves it to the driver."),
        new("sslRootCert", Texts.ForWorker, "Path of the root certificate on the worker's machine."),
    ]);
}
