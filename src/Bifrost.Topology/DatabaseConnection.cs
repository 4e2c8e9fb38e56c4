namespace Bifrost.Topology;

/// <summary>
/// Where a database is, as written: each field may hold references such as <c>${env:THOR_HOST}</c>, which the worker that runs the connector resolves.
/// The password is always a reference, so this record may be printed.
/// </summary>
public sealed record DatabaseConnection
{
    public required string Host { get; init; }

    /// <summary>5432 for PostgreSQL and 3306 for MySQL and MariaDB unless the file says otherwise.</summary>
    public required string Port { get; init; }

    public required string Database { get; init; }

    public required string User { get; init; }

    public required string Password { get; init; }

    /// <summary>libpq's <c>sslmode</c>; null leaves it to the driver.</summary>
    public string? SslMode { get; init; }

    /// <summary>Path of the root certificate on the worker; null for the system's.</summary>
    public string? SslRootCert { get; init; }
}
