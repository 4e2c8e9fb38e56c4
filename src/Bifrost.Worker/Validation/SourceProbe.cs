using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Engine;

namespace Bifrost.Worker.Validation;

/// <summary>Connects to a source's database as validation does.</summary>
/// <returns>Null where it answers; else why it does not, without a password.</returns>
internal delegate Task<string?> SourceProbe(DatabaseEndpoint database, CancellationToken cancellation);

/// <summary>The probe over PostgreSQL.</summary>
internal static class PostgresProbe
{
    public static async Task<string?> AskAsync(DatabaseEndpoint database, CancellationToken cancellation)
    {
        if (database.Port is < 1 or > 65535)
            return $"Unable to parse URL jdbc:postgresql://{database.Host}:{database.Port}/{database.Database}";
        try
        {
            await using var connection = await PostgresSession.OpenAsync(database, "bifrost validation", cancellation).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (PostgresFailures.IsFailure(e))
        {
            return PostgresFailures.From(e, database, DatabaseSide.Source, "validating the connector's configuration").Message;
        }
    }
}
