using System.Data;
using Bifrost.Analytics.Plan;
using Bifrost.Postgres.Sessions;
using Npgsql;

namespace Bifrost.Analytics.Run;

/// <summary>Compares the columns that a model's SQL gives with those that its contract promises, by name and type, before anything is made.</summary>
internal sealed class ContractCheck(ModelsSession session)
{
    /// <summary>What differs; empty where the contract is kept.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(PlannedRelation relation, string sql)
    {
        var given = await ColumnsAsync(sql).ConfigureAwait(false);
        var promised = await ColumnsAsync("select " + string.Join(", ", relation.Columns.Select(static column => $"null::{column.Type} as {SqlText.Name(column.Name)}"))).ConfigureAwait(false);
        return
        [
            .. promised.Where(column => !given.ContainsKey(column.Key)).Select(static column => $"the column {column.Key} is promised and not there"),
            .. given.Where(column => !promised.ContainsKey(column.Key)).Select(static column => $"the column {column.Key} is there and not promised"),
            .. promised.Where(column => given.TryGetValue(column.Key, out var type) && type != column.Value).Select(column => $"{column.Key} is {given[column.Key]}, and {column.Value} is promised"),
        ];
    }

    /// <summary>Asks the server for the columns of a query without running it.</summary>
    private async Task<Dictionary<string, string>> ColumnsAsync(string sql)
    {
        await using var command = new NpgsqlCommand($"select * from (\n{sql}\n) as bifrost_model", session.Connection);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SchemaOnly, session.Cancellation).ConfigureAwait(false);
        return Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, at => Base(reader.GetDataTypeName(at)), StringComparer.Ordinal);
    }

    // As dbt compares: lengths and precisions are the table's, not the query's.
    private static string Base(string type) => type.Split('(')[0].TrimEnd();
}
