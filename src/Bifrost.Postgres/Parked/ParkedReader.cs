using System.Text.Json;
using Bifrost.Postgres.Progress;
using Bifrost.Replication.Changes;
using Npgsql;

namespace Bifrost.Postgres.Parked;

/// <summary>Reads <c>bifrost.parked</c> of one target, also as an older worker left it.</summary>
internal static class ParkedReader
{
    private const string Always = """p.id, p.sink, p.source_table, p.target_table, p.end_lsn::text, p.ordinal, p.operation, p.key::text, p.reason, p.at, p."row"::text""";

    private const string OfNow = ", p.retries, p.retried_at, p.later_lsn::text, p.later_operation, p.change::text";

    private const string OfOld = ", 0, null::timestamptz, null::text, null::text, null::text";

    /// <summary>By sink, and in the order in which the changes were made.</summary>
    /// <param name="id">Only this; null for all.</param>
    public static async Task<IReadOnlyList<ParkedDetails>> ReadAsync(NpgsqlConnection connection, long? id, CancellationToken cancellation)
    {
        if (await BifrostSchema.FindParkedAsync(connection, cancellation).ConfigureAwait(false) is not { } isWhole)
            return [];
        var which = id is null ? "" : "where p.id = $1";
        await using var command = new NpgsqlCommand($"select {Always}{(isWhole ? OfNow : OfOld)} from bifrost.parked p {which} order by p.sink, p.end_lsn, p.ordinal, p.id", connection);
        if (id is { } one)
            command.Parameters.Add(new NpgsqlParameter { Value = one });
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var rows = new List<ParkedDetails>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            rows.Add(Details(Row(reader), Text(reader, 10), Text(reader, 15)));
        return rows;
    }

    private static ParkedRow Row(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetInt64(5), reader.GetString(6), Columns(Text(reader, 7)), reader.GetString(8),
        reader.GetFieldValue<DateTimeOffset>(9), reader.GetInt32(11), reader.IsDBNull(12) ? null : reader.GetFieldValue<DateTimeOffset>(12), Text(reader, 13), Text(reader, 14));

    private static ParkedDetails Details(ParkedRow row, string? image, string? json)
    {
        if (json is null)
            return new ParkedDetails(row, false, null, null, null, null,
                [.. (Columns(image) ?? []).Select(column => new ParkedColumn(column.Key, row.Key?.ContainsKey(column.Key) == true, row.Operation == "d", column.Value, row.Operation != "d", column.Value))]);
        var change = ParkedChange.Parse(json);
        return new ParkedDetails(row, true, change.Database, new Lsn(change.CommitLsn).ToString(), change.Xid, change.CommitTime, [.. change.Relation.Columns.Select(column => Column(change, column))]);
    }

    private static ParkedColumn Column(ParkedChange change, RelationColumn column) => new(
        column.Name, column.IsKey,
        change.Old?.ContainsKey(column.Name) == true, change.Old?.GetValueOrDefault(column.Name),
        change.New?.ContainsKey(column.Name) == true, change.New?.GetValueOrDefault(column.Name));

    private static Dictionary<string, string?>? Columns(string? json) => json is null ? null : JsonSerializer.Deserialize<Dictionary<string, string?>>(json);

    private static string? Text(NpgsqlDataReader reader, int index) => reader.IsDBNull(index) ? null : reader.GetString(index);
}
