using Bifrost.Postgres.Failures;
using Npgsql;

namespace Bifrost.Postgres.Sessions;

/// <summary>A <c>COPY … TO STDOUT</c> that is left before its end.</summary>
internal static class UnfinishedCopy
{
    /// <summary>Asks the server to end it: disposing of the stream reads all that is still to come.</summary>
    public static void GiveUp(this NpgsqlRawCopyStream rows)
    {
        try
        {
            rows.Cancel();
        }
        catch (Exception e) when (PostgresFailures.IsFailure(e) || e is OperationCanceledException)
        {
            // The connection is gone already, and with it the COPY; or no second one is to be had, and the rest is read.
            return;
        }
    }
}
