using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Engine;
using Bifrost.Stack.Plan;
using Npgsql;

namespace Bifrost.Stack.Roles;

/// <summary>Makes a server's roles, database, schemas, tables and publication, as its superuser. Steps that were done are left as they are.</summary>
/// <param name="superuser">The superuser on a database of the server.</param>
/// <param name="say">Told what was left undone, and what to do about it.</param>
internal sealed class Provisioner(Func<string, DatabaseEndpoint> superuser, Action<string> say)
{
    private const string ApplicationName = "bifrost up";

    /// <exception cref="StackException">A statement was refused; PostgreSQL's DETAIL is left out, it may carry row values.</exception>
    public async Task ProvisionAsync(DatabasePlan plan, CancellationToken cancellation)
    {
        try
        {
            await MakeDatabaseAsync(plan, cancellation).ConfigureAwait(false);
            await FillDatabaseAsync(plan, cancellation).ConfigureAwait(false);
            foreach (var login in plan.Logins)
                await AdmitAsync(plan, login, cancellation).ConfigureAwait(false);
        }
        catch (PostgresException e)
        {
            throw StackException.RolesFailed(plan.Name, $"{e.MessageText} ({e.SqlState})");
        }
        catch (NpgsqlException e)
        {
            throw StackException.RolesFailed(plan.Name, e.Message);
        }
    }

    private async Task MakeDatabaseAsync(DatabasePlan plan, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync("postgres", cancellation).ConfigureAwait(false);
        var roles = plan switch
        {
            SourcePlan source => SourceRoles.OnServer(source),
            TargetPlan target => TargetRoles.OnServer(target),
            _ => throw new ArgumentOutOfRangeException(nameof(plan)),
        };
        // Every login of a server is meant for its one database.
        await ExecuteAsync(connection, [.. roles, "revoke connect on database postgres, template1 from public"], cancellation).ConfigureAwait(false);
        await using var find = new NpgsqlCommand("select 1 from pg_catalog.pg_database where datname = $1", connection) { Parameters = { new() { Value = plan.Database } } };
        if (await find.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is null)
            await ExecuteAsync(connection, [$"create database {Sql.Name(plan.Database)} owner {Sql.Name(plan.Owner)}"], cancellation).ConfigureAwait(false);
    }

    private async Task FillDatabaseAsync(DatabasePlan plan, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(plan.Database, cancellation).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        switch (plan)
        {
            case SourcePlan source:
                await FillSourceAsync(connection, source, cancellation).ConfigureAwait(false);
                break;
            case TargetPlan target:
                await ExecuteAsync(connection, TargetRoles.InDatabase(target), cancellation).ConfigureAwait(false);
                break;
        }

        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
    }

    private async Task FillSourceAsync(NpgsqlConnection connection, SourcePlan plan, CancellationToken cancellation)
    {
        await ExecuteAsync(connection, SourceRoles.InDatabase(plan), cancellation).ConfigureAwait(false);
        if (plan.Script is { } script)
        {
            await using var tables = new NpgsqlCommand($"set local role {Sql.Name(plan.Owner)};\n{script}\n;reset role", connection);
            await tables.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }

        var schemas = await PublicationTables.SchemasAsync(connection, plan.Source, cancellation).ConfigureAwait(false);
        await ExecuteAsync(connection, schemas.SelectMany(schema => SourceRoles.OnSchema(plan, schema)), cancellation).ConfigureAwait(false);
        if (plan.Source.Signals is { } signals)
            await ExecuteAsync(connection, SignalTable.Statements(plan, signals.Table), cancellation).ConfigureAwait(false);
        if (plan.Source.Heartbeat.Table is { } beats)
            await ExecuteAsync(connection, HeartbeatTables.OnSource(plan, beats), cancellation).ConfigureAwait(false);
        foreach (var table in await PublicationTables.EnsureAsync(connection, plan, cancellation).ConfigureAwait(false))
            say($"{table} is not published, for it has no replica identity and its own updates and deletes would fail. "
                + $"Give it a primary key, or ALTER TABLE {table} REPLICA IDENTITY FULL; then run 'bifrost up' again.");
    }

    /// <summary>Sees that the login can connect: a password that was set anew since its role was made is given to the role.</summary>
    private async Task AdmitAsync(DatabasePlan plan, Login login, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await PostgresSession.OpenAsync(plan.Endpoint(login), ApplicationName, cancellation).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            await using var connection = await OpenAsync("postgres", cancellation).ConfigureAwait(false);
            await ExecuteAsync(connection, [$"alter role {Sql.Name(login.User)} password {Sql.Text(login.Password)}"], cancellation).ConfigureAwait(false);
        }
    }

    private Task<NpgsqlConnection> OpenAsync(string database, CancellationToken cancellation) =>
        PostgresSession.OpenAsync(superuser(database), ApplicationName, cancellation);

    private static async Task ExecuteAsync(NpgsqlConnection connection, IEnumerable<string> statements, CancellationToken cancellation)
    {
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }
}
