using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Source;
using Npgsql;

namespace Bifrost.Postgres.Sink;

/// <summary>Makes a target table what its route needs: creates it with the source's own types, adds columns. Runs inside the caller's transaction.</summary>
internal sealed class TableEvolution(NpgsqlConnection connection, TargetCatalog catalog, string sink)
{
    /// <summary>Creates the table with its columns and defaults; the key comes afterwards, so that a load need not keep an index.</summary>
    public async Task CreateAsync(TableRoute route, SourceFacts facts, CancellationToken cancellation)
    {
        await RequireTypesAsync(route, facts, cancellation).ConfigureAwait(false);
        if (!await catalog.HasSchemaAsync(route.Target.Schema, cancellation).ConfigureAwait(false))
            await RunAsync($"create schema {SqlText.Name(route.Target.Schema)}", cancellation).ConfigureAwait(false);
        var columns = route.Columns.Select(c => Definition(c, facts))
            .Concat(Generated(route, facts).Select(g => $"{SqlText.Name(g.Name)} {g.Type} generated always as ({facts.Generated[g.Name]}) stored"));
        await RunAsync($"create table {SqlText.Table(route.Target)} ({string.Join(", ", columns)})", cancellation).ConfigureAwait(false);
    }

    public Task AddKeyAsync(TableRoute route, CancellationToken cancellation) => route.Key.Count == 0
        ? Task.CompletedTask
        : RunAsync($"alter table {SqlText.Table(route.Target)} add primary key ({SqlText.Names(route.Key)})", cancellation);

    /// <summary>Adds a column that the target lacks, with what the source's own ADD COLUMN gave to the rows that were there.</summary>
    /// <param name="type">The column's type where the source's catalog no longer has the column.</param>
    public async Task AddColumnAsync(TableRoute route, ColumnRoute column, SourceFacts? facts, string? type, CancellationToken cancellation)
    {
        var table = SqlText.Table(route.Target);
        var name = SqlText.Name(column.Target);
        var source = SourceOf(column) is { } of ? facts?.Column(of) : null;
        if (source is null)
        {
            await RunAsync($"alter table {table} add column {name} {type ?? TypeOf(column, facts!)}", cancellation).ConfigureAwait(false);
            return;
        }

        var oldRows = facts!.OldRows.GetValueOrDefault(source.Name);
        // Also a sequence's value, or an identity's, which the source gave to each row that was there.
        if (oldRows is null && (source.Default is not null || source.IsIdentity))
            throw SchemaFaults.UnknownOldRows(sink, route.Source, route.Target, source.Name);
        await RunAsync(oldRows is null
            ? $"alter table {table} add column {name} {source.Type}"
            : $"alter table {table} add column {name} {source.Type}{(source.NotNull ? " not null" : "")} default {SqlText.Literal(oldRows)}", cancellation).ConfigureAwait(false);
        if (oldRows is not null)
            await RunAsync($"alter table {table} alter column {name} {(KeptDefault(source) is { } kept ? "set default " + kept : "drop default")}", cancellation).ConfigureAwait(false);
    }

    /// <summary>Adds generated columns that came later: their values are never on the wire.</summary>
    /// <returns>False where there is nothing to add.</returns>
    public async Task<bool> AddGeneratedAsync(TableRoute route, SourceFacts facts, TargetTable target, CancellationToken cancellation)
    {
        IReadOnlyList<SourceColumn> missing = [.. Generated(route, facts).Where(g => target.Column(g.Name) is null)];
        foreach (var column in missing)
            await RunAsync($"alter table {SqlText.Table(route.Target)} add column {SqlText.Name(column.Name)} {column.Type} generated always as ({facts.Generated[column.Name]}) stored", cancellation).ConfigureAwait(false);
        return missing.Count > 0;
    }

    /// <summary>A column that the source dropped is kept and no longer written: it must take rows without it.</summary>
    public Task LetBeEmptyAsync(TableRoute route, string column, CancellationToken cancellation) =>
        RunAsync($"alter table {SqlText.Table(route.Target)} alter column {SqlText.Name(column)} drop not null", cancellation);

    /// <summary>Adds a column whose rows are about to be written anyway.</summary>
    public Task AddEmptyColumnAsync(TableRoute route, ColumnRoute column, SourceFacts facts, CancellationToken cancellation) =>
        RunAsync($"alter table {SqlText.Table(route.Target)} add column {SqlText.Name(column.Target)} {TypeOf(column, facts)}", cancellation);

    /// <summary>Generated columns are never on the wire: they are generated on the target too, where every column that their expressions may name is there under its own name.</summary>
    private static IEnumerable<SourceColumn> Generated(TableRoute route, SourceFacts facts)
    {
        var same = route.Columns.Where(static c => c.Origin is ColumnOrigin.FromSource from && from.Column == c.Target).Select(static c => c.Target).ToHashSet();
        return facts.WrittenColumns.All(same.Contains) ? facts.Table.Columns.Where(static c => c.IsGenerated) : [];
    }

    private static string? SourceOf(ColumnRoute column) => column.Origin switch
    {
        ColumnOrigin.FromSource from => from.Column,
        ColumnOrigin.Masked masked => masked.Column,
        _ => null,
    };

    private static string TypeOf(ColumnRoute column, SourceFacts facts) => column.Origin switch
    {
        ColumnOrigin.Constant constant => constant.Type,
        ColumnOrigin.Fact { Of: ChangeFact.Lsn or ChangeFact.TransactionId or ChangeFact.CommitMilliseconds } => "bigint",
        ColumnOrigin.Fact => "text",
        _ => facts.Column(SourceOf(column)!)!.Type,
    };

    private static string Definition(ColumnRoute column, SourceFacts facts)
    {
        var definition = $"{SqlText.Name(column.Target)} {TypeOf(column, facts)}";
        if (SourceOf(column) is not { } of || facts.Column(of) is not { } source)
            return definition;
        return definition + (source.NotNull ? " not null" : "") + (KeptDefault(source) is { } kept ? $" default {kept}" : "");
    }

    /// <summary>Values of sequences and identities are copied, never made on a target.</summary>
    private static string? KeptDefault(SourceColumn column) =>
        column.IsIdentity || column.Default is null || column.Default.Contains("nextval(", StringComparison.OrdinalIgnoreCase) ? null : column.Default;

    private async Task RequireTypesAsync(TableRoute route, SourceFacts facts, CancellationToken cancellation)
    {
        var unknown = new List<(string, string)>();
        foreach (var column in route.Columns)
        {
            if (!await catalog.HasTypeAsync(TypeOf(column, facts), cancellation).ConfigureAwait(false))
                unknown.Add((column.Target, TypeOf(column, facts)));
        }

        if (unknown.Count > 0)
            throw SchemaFaults.NoType(sink, route.Target, unknown);
    }

    private async Task RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}
