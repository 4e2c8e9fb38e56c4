using System.Globalization;
using Bifrost.Replication.Engine;
using Bifrost.Worker.Routing;

namespace Bifrost.Worker.Connectors;

/// <summary>A PostgreSQL JDBC URL: <c>jdbc:postgresql://host:port/database?parameter=value&amp;…</c>, parts left out as the driver allows.</summary>
internal sealed record JdbcUrl(string Host, int Port, string? Database, IReadOnlyDictionary<string, string> Parameters)
{
    public const string Key = "connection.url";

    private const string Scheme = "jdbc:postgresql:";

    private const int DefaultPort = 5432;

    /// <summary>The schema of tables whose name has none: the first of <c>currentSchema</c>, else <c>public</c>.</summary>
    public string Schema => Parameters.GetValueOrDefault("currentSchema")?.Split(',')[0].Trim() is { Length: > 0 } schema ? schema : "public";

    /// <exception cref="ConnectorConfigException">Not a PostgreSQL URL, or one that names several servers. The URL itself is not in the message: it may hold a password.</exception>
    public static JdbcUrl Parse(string url)
    {
        if (!url.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            throw ConnectorConfigException.Refused(Key, "the embedded worker applies to PostgreSQL only: 'jdbc:postgresql://host:port/database' is expected. Sinks for other databases run on Kafka Connect.");
        var question = url.IndexOf('?', StringComparison.Ordinal);
        var place = question < 0 ? url[Scheme.Length..] : url[Scheme.Length..question];
        var (authority, database) = Split(place);
        if (authority.Contains(','))
            throw ConnectorConfigException.Refused(Key, "it names several servers; name the one that takes writes.");
        var (host, port) = HostAndPort(authority);
        return new JdbcUrl(host, port, database.Length == 0 ? null : Uri.UnescapeDataString(database), question < 0 ? new Dictionary<string, string>() : Query(url[(question + 1)..]));
    }

    /// <param name="user"><c>connection.username</c>, which comes before the URL's <c>user</c>.</param>
    /// <param name="password"><c>connection.password</c>, likewise.</param>
    /// <exception cref="ConnectorConfigException">No user is given.</exception>
    public DatabaseEndpoint ToEndpoint(string? user, string? password)
    {
        var name = user ?? Parameters.GetValueOrDefault("user") ?? throw ConnectorConfigException.Missing("connection.username");
        return new DatabaseEndpoint(Host, Port, Database ?? name, name, password ?? Parameters.GetValueOrDefault("password"))
        {
            SslMode = SslModes.Check("sslmode", Parameters.GetValueOrDefault("sslmode") ?? (Parameters.GetValueOrDefault("ssl") is "true" or "" ? "verify-full" : "prefer")),
            SslRootCertificate = Parameters.GetValueOrDefault("sslrootcert"),
            SslCertificate = Parameters.GetValueOrDefault("sslcert"),
            SslKey = Parameters.GetValueOrDefault("sslkey"),
        };
    }

    private static (string Authority, string Database) Split(string place)
    {
        if (!place.StartsWith("//", StringComparison.Ordinal))
            return ("", place.TrimStart('/'));
        var slash = place.IndexOf('/', 2);
        return slash < 0 ? (place[2..], "") : (place[2..slash], place[(slash + 1)..]);
    }

    private static (string Host, int Port) HostAndPort(string authority)
    {
        var bracket = authority.LastIndexOf(']');
        var colon = authority.LastIndexOf(':');
        var hasPort = colon > bracket;
        var host = (hasPort ? authority[..colon] : authority).Trim('[', ']');
        var port = DefaultPort;
        if (hasPort && (!int.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535))
            throw ConnectorConfigException.Refused(Key, "its port is not a number from 1 to 65535.");
        return (host.Length == 0 ? "localhost" : host, port);
    }

    private static Dictionary<string, string> Query(string query)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            parameters[Uri.UnescapeDataString(parts[0])] = parts.Length == 2 ? Uri.UnescapeDataString(parts[1].Replace('+', ' ')) : "";
        }

        return parameters;
    }
}
