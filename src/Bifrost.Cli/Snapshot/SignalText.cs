using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Signals;
using Bifrost.Topology;

namespace Bifrost.Cli.Snapshot;

/// <summary>Signals as Debezium reads them (documentation, "Sending signals to a Debezium connector").</summary>
internal static class SignalText
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="where">What follows WHERE, for each of the tables; null for all rows.</param>
    public static string Execute(SnapshotKind kind, IReadOnlyList<TableName> tables, string? where)
    {
        var data = new JsonObject { ["type"] = kind == SnapshotKind.Blocking ? "blocking" : "incremental", ["data-collections"] = Names(tables) };
        if (where is not null)
            data["additional-conditions"] = new JsonArray([.. tables.Select(table => (JsonNode)new JsonObject { ["data-collection"] = Condition(table), ["filter"] = Filter(kind, table, where) })]);
        return data.ToJsonString(Plain);
    }

    /// <param name="tables">Empty for all.</param>
    public static string Stop(IReadOnlyList<TableName> tables)
    {
        var data = new JsonObject { ["type"] = "incremental" };
        if (tables.Count > 0)
            data["data-collections"] = Names(tables);
        return data.ToJsonString(Plain);
    }

    /// <summary>The value of a record of the topic of signals.</summary>
    public static string Record(SignalRow row) => new JsonObject { ["id"] = row.Id, ["type"] = row.Type, ["data"] = row.Data is null ? new JsonObject() : JsonNode.Parse(row.Data) }.ToJsonString(Plain);

    private static JsonArray Names(IReadOnlyList<TableName> tables) => new([.. tables.Select(static table => (JsonNode)Expression(table))]);

    /// <summary>The names are regular expressions to their reader.</summary>
    private static string Expression(TableName table) => string.Concat(table.ToString().Select(static letter => @"\.[]{}()+-^$|*?".Contains(letter, StringComparison.Ordinal) ? $"\\{letter}" : letter.ToString()));

    // A blocking snapshot looks its conditions up by the text, an incremental one by the expression (seen with Debezium 3.6): a plain name serves both.
    private static string Condition(TableName table) =>
        table.ToString().All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-') ? table.ToString() : Expression(table);

    // A blocking snapshot takes a whole statement.
    private static string Filter(SnapshotKind kind, TableName table, string where) => kind == SnapshotKind.Blocking
        ? $"SELECT * FROM \"{table.Schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\".\"{table.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\" WHERE {where}"
        : where;
}
