using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Npgsql;

namespace Bifrost.Postgres.Failures;

/// <summary>The one place where what Npgsql throws becomes a <see cref="ReplicationException"/>. PostgreSQL's DETAIL is cut: it carries row values.</summary>
public static partial class PostgresFailures
{
    /// <summary>The failure behind an exception, ready to be thrown. A <see cref="ReplicationException"/> comes back as it is.</summary>
    /// <param name="doing">What was being done, as a clause that follows "while": <c>reading slot x</c>.</param>
    public static ReplicationException From(Exception failure, DatabaseEndpoint database, DatabaseSide side, string doing) => failure switch
    {
        ReplicationException known => known,
        PostgresException refused => new(SqlStates.KindOf(refused.SqlState, side), Sentence(Describe(refused), database, side, doing), refused),
        NpgsqlException npgsql => new(KindOf(npgsql), Sentence(Describe(npgsql), database, side, doing), npgsql),
        _ when IsConnectionTrouble(failure) => new(FailureKind.Unavailable, Sentence(failure.Message, database, side, doing), failure),
        _ => new(FailureKind.Protocol, Sentence(failure.Message, database, side, doing), failure),
    };

    /// <summary>What can be mapped: everything but a stop that was asked for.</summary>
    public static bool IsFailure(Exception exception) => exception is not OperationCanceledException;

    /// <summary>The server goes on and did not do as asked; false where it or the session ends (classes 08 and 57 but for a canceled statement).</summary>
    public static bool IsRefusal(PostgresException e) =>
        e.SqlState == SqlStates.QueryCanceled || !(e.SqlState.StartsWith("08", StringComparison.Ordinal) || e.SqlState.StartsWith("57", StringComparison.Ordinal));

    /// <summary>Runs <paramref name="work"/> and throws what goes wrong in it as a <see cref="ReplicationException"/>; a stop stays a stop.</summary>
    public static async Task<T> GuardAsync<T>(DatabaseEndpoint database, DatabaseSide side, string doing, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception e) when (IsFailure(e) && e is not ReplicationException)
        {
            throw From(e, database, side, doing);
        }
    }

    /// <summary>The server's own words without row values: DETAIL is left out, and so is what the message of a data exception quotes.</summary>
    public static string Describe(PostgresException refused)
    {
        var text = IsDataException(refused) ? Quoted().Replace(refused.MessageText, "\"…\"") : refused.MessageText;
        var where = refused switch
        {
            { ConstraintName: { Length: > 0 } constraint, TableName: { Length: > 0 } table } => $", constraint {constraint} of {refused.SchemaName}.{table}",
            { ColumnName: { Length: > 0 } column, TableName: { Length: > 0 } table } => $", column {column} of {refused.SchemaName}.{table}",
            _ => "",
        };
        return $"{text} (SQLSTATE {refused.SqlState}{where})";
    }

    private static string Describe(NpgsqlException npgsql) =>
        npgsql.InnerException is { } inner && inner.Message != npgsql.Message ? $"{npgsql.Message.TrimEnd('.')}: {inner.Message}" : npgsql.Message;

    private static string Sentence(string what, DatabaseEndpoint database, DatabaseSide side, string doing) =>
        $"{side} {database}: {what.TrimEnd('.')}, while {doing}.";

    private static bool IsDataException(PostgresException refused) => refused.SqlState.StartsWith("22", StringComparison.Ordinal);

    private static FailureKind KindOf(NpgsqlException npgsql) => npgsql.InnerException switch
    {
        AuthenticationException => FailureKind.Setup,
        { } inner when IsConnectionTrouble(inner) => FailureKind.Unavailable,
        _ when npgsql.IsTransient => FailureKind.Unavailable,
        // Npgsql's own refusals before the server answers: no password given, an authentication method that it does not speak.
        _ when npgsql.Message.Contains("password", StringComparison.OrdinalIgnoreCase) => FailureKind.NotAllowed,
        _ => FailureKind.Unavailable,
    };

    /// <summary>A connection that breaks while a command is begun lets Npgsql's own disposed parts be seen.</summary>
    private static bool IsConnectionTrouble(Exception failure) => failure is IOException or SocketException or TimeoutException or ObjectDisposedException;

    [GeneratedRegex("\".*\"", RegexOptions.Singleline)]
    private static partial Regex Quoted();
}
