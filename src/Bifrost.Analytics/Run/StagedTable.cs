using System.Text;
using Bifrost.Analytics.Plan;
using Bifrost.Postgres.Sessions;

namespace Bifrost.Analytics.Run;

/// <summary>
/// The rows that a table is to have, in a temporary table of the same shape that lives until the transaction ends. Its constraints are the table's, so rows that break a contract are refused
/// before the table is touched.
/// </summary>
internal sealed class StagedTable(ModelsSession session, CompiledModels compiled)
{
    public const string Name = "pg_temp.bifrost_new";

    private const string SeedText = "pg_temp.bifrost_seed";

    /// <summary>Fills it; gives its rows.</summary>
    public async Task<long> FillAsync(PlannedRelation relation)
    {
        if (relation.Kind == RelationKind.Seed)
            return await FillFromSeedAsync(relation).ConfigureAwait(false);
        var sql = compiled.Sql(relation);
        if (!relation.Contract)
        {
            await session.ExecuteAsync($"create temp table bifrost_new on commit drop as select * from (\n{sql}) as bifrost_model").ConfigureAwait(false);
            return await session.ScalarAsync<long>($"select count(*) from {Name}").ConfigureAwait(false);
        }
        await session.ExecuteAsync($"create temp table bifrost_new ({Definition(relation)}) on commit drop").ConfigureAwait(false);
        var columns = Names(relation);
        return await session.ExecuteAsync($"insert into {Name} ({columns}) select {columns} from (\n{sql}) as bifrost_model").ConfigureAwait(false);
    }

    /// <summary>Columns and constraints of a seed or of a table under contract, as <c>create table</c> takes them.</summary>
    public static string Definition(PlannedRelation relation) => string.Join(", ",
        relation.Columns.Select(static column => string.Join(' ', [SqlText.Name(column.Name), column.Type!, .. column.Constraints])).Concat(relation.Constraints));

    /// <summary>Names of the columns of a seed or of a table under contract.</summary>
    public static string Names(PlannedRelation relation) => SqlText.Names(relation.Columns.Select(static column => column.Name));

    /// <summary>COPY knows CSV; what dbt takes for no value (blank, or the word null) is taken so here too.</summary>
    private async Task<long> FillFromSeedAsync(PlannedRelation relation)
    {
        await session.ExecuteAsync(
            $"create temp table bifrost_seed ({string.Join(", ", relation.Columns.Select(static column => $"{SqlText.Name(column.Name)} text"))}) on commit drop; "
            + $"create temp table bifrost_new ({Definition(relation)}) on commit drop").ConfigureAwait(false);
        await CopyAsync(relation).ConfigureAwait(false);
        var values = relation.Columns.Select(static column => $"case when btrim(lower({SqlText.Name(column.Name)})) not in ('', 'null') then {SqlText.Name(column.Name)} end::{column.Type}");
        return await session.ExecuteAsync($"insert into {Name} select {string.Join(", ", values)} from {SeedText}").ConfigureAwait(false);
    }

    private async Task CopyAsync(PlannedRelation seed)
    {
        using var rows = new StreamReader(compiled.OpenSeed(seed.Name), Encoding.UTF8);
        await using var copy = await session.Connection.BeginTextImportAsync($"copy {SeedText} from stdin (format csv, header true)", session.Cancellation).ConfigureAwait(false);
        while (await rows.ReadLineAsync(session.Cancellation).ConfigureAwait(false) is { } line)
            await copy.WriteAsync((line + "\n").AsMemory(), session.Cancellation).ConfigureAwait(false);
    }
}
