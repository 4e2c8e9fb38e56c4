using Bifrost.Postgres.Definitions;
using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Postgres.Replicas;

/// <summary>Makes a replica's tables beforehand, with the source's own types: a Kafka sink would make them with types that lose values.</summary>
public static class ReplicaTables
{
    private const string TypesThere =
        """
        select name, array(select e.enumlabel::text from pg_enum e where e.enumtypid = to_regtype(name) order by e.enumsortorder)
        from unnest($1::text[]) name where to_regtype(name) is not null
        """;

    /// <summary>What would be done. Changes nothing.</summary>
    /// <exception cref="Replication.Failures.ReplicationException">The target cannot be reached, or refuses.</exception>
    public static Task<ReplicaPlan> PlanAsync(DatabaseEndpoint target, WantedReplica wanted, CancellationToken cancellation) => ConnectedAsync(target, "reading its catalog",
        async connection => ReplicaPlanner.Plan(wanted, await ReadAsync(connection, wanted, cancellation).ConfigureAwait(false)) with
        {
            Helpers = await MissingAsync(connection, wanted.Helpers, cancellation).ConfigureAwait(false),
        }, cancellation);

    /// <summary>Carries a plan out: types in one transaction, tables in another, each helper in one of its own, each whole or not at all.</summary>
    /// <returns>Sentences: the helpers that the role may not make, with the SQL for one who may.</returns>
    /// <exception cref="Replication.Failures.ReplicationException">The target cannot be reached, or refuses; most often the role may not create in its database.</exception>
    public static Task<IReadOnlyList<string>> CarryOutAsync(DatabaseEndpoint target, ReplicaPlan plan, CancellationToken cancellation) => ConnectedAsync<IReadOnlyList<string>>(target, "making its tables", async connection =>
    {
        await RunAsync(connection, plan.Types, cancellation).ConfigureAwait(false);
        await RunAsync(connection, plan.Tables, cancellation).ConfigureAwait(false);
        var refused = new List<string>();
        foreach (var helper in plan.Helpers)
        {
            try
            {
                await RunAsync(connection, helper.Statements, cancellation).ConfigureAwait(false);
            }
            catch (PostgresException e) when (e.SqlState == SqlStates.InsufficientPrivilege)
            {
                refused.Add($"A Kafka sink stops at values of type {helper.For}, and this role may not make what helps: {e.MessageText}. The embedded worker needs nothing. Run as a superuser:\n{string.Join('\n', helper.Statements.Select(static sql => $"{sql};"))}");
            }
        }
        return refused;
    }, cancellation);

    private static async Task<IReadOnlyList<ReplicaHelper>> MissingAsync(NpgsqlConnection connection, IReadOnlyList<ReplicaHelper> helpers, CancellationToken cancellation)
    {
        var missing = new List<ReplicaHelper>();
        foreach (var helper in helpers)
        {
            await using var command = new NpgsqlCommand(helper.IsThere, connection);
            if (await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is not true)
                missing.Add(helper);
        }
        return missing;
    }

    private static async Task<ReplicaState> ReadAsync(NpgsqlConnection connection, WantedReplica wanted, CancellationToken cancellation)
    {
        var names = wanted.Tables.Select(static table => table.Name).ToHashSet();
        var read = await DefinitionReader.ReadAsync(connection, names.Contains, cancellation).ConfigureAwait(false);
        var types = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        await using (var command = new NpgsqlCommand(TypesThere, connection) { Parameters = { new() { Value = wanted.Types.Select(static type => type.Name).ToArray() } } })
        await using (var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                types.Add(reader.GetString(0), reader.GetFieldValue<string[]>(1));
        }
        return new ReplicaState(
            await NamesAsync(connection, "select nspname::text from pg_namespace", cancellation).ConfigureAwait(false),
            await NamesAsync(connection, "select extname::text from pg_extension", cancellation).ConfigureAwait(false),
            types, read.Tables.ToDictionary(static table => table.Name));
    }

    private static async Task<IReadOnlySet<string>> NamesAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            names.Add(reader.GetString(0));
        return names;
    }

    private static async Task RunAsync(NpgsqlConnection connection, IReadOnlyList<string> statements, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection, transaction);
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
    }

    private static Task<T> ConnectedAsync<T>(DatabaseEndpoint target, string doing, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(target, DatabaseSide.Target, doing, async () =>
        {
            await using var connection = await PostgresSession.OpenAsync(target, "bifrost schema", cancellation).ConfigureAwait(false);
            return await work(connection).ConfigureAwait(false);
        });
}
