using Npgsql;

namespace Bifrost.Torture.Ledgers;

internal static class Outage
{
    /// <summary>A server that was killed, is starting, or chose us as a victim; anything else is a fault of somebody.</summary>
    public static bool Is(NpgsqlException failure) =>
        failure is not PostgresException refused || refused.SqlState[..2] is "08" or "40" or "53" or "57";
}
