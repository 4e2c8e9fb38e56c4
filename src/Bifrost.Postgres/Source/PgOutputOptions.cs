using Bifrost.Postgres.Sessions;

namespace Bifrost.Postgres.Source;

/// <summary>Options of <c>START_REPLICATION</c> for pgoutput.</summary>
internal static class PgOutputOptions
{
    /// <summary>Version 1 sends whole transactions in commit order. <c>messages</c> needs PostgreSQL 14; <c>binary</c>, <c>streaming</c> and <c>two_phase</c> are off by being absent.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> For(string publication) =>
    [
        new("proto_version", "1"),
        // A list of SQL names inside a string literal; Npgsql writes the quotes of the literal and escapes nothing.
        new("publication_names", SqlText.Name(publication).Replace("'", "''", StringComparison.Ordinal)),
        new("messages", "true"),
    ];
}
