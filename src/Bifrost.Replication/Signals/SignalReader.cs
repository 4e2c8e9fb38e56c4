using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bifrost.Replication.Signals;

/// <summary>Reads a row of the table of signals. Never throws: what cannot be read is refused with the reason.</summary>
/// <remarks>Types and members of <c>data</c> are Debezium's (documentation, "Sending signals to a Debezium connector").</remarks>
public static class SignalReader
{
    public const string ExecuteSnapshot = "execute-snapshot";

    public static Signal Read(SignalRow row)
    {
        try
        {
            return row.Type switch
            {
                ExecuteSnapshot => Execute(row.Id, DataOf(row)),
                "stop-snapshot" => new Signal.Stop(Texts(row.Data is null ? [] : DataOf(row), "data-collections")),
                "pause-snapshot" => new Signal.Pause(),
                "resume-snapshot" => new Signal.Resume(),
                "log" => new Signal.Log((string?)DataOf(row)["message"] ?? throw Missing("message", "the text to log")),
                "snapshot-window-open" or "snapshot-window-close" => new Signal.Window(),
                "schema-changes" => new Signal.Refused("a schema history is kept by connectors of other databases; there is none here"),
                _ => new Signal.Refused($"the type is not known; known are {ExecuteSnapshot}, stop-snapshot, pause-snapshot, resume-snapshot and log"),
            };
        }
        // The reader's own words quote nothing of the data, which may hold values.
        catch (JsonException e)
        {
            return new Signal.Refused($"its data is no JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})");
        }
        catch (FormatException e)
        {
            return new Signal.Refused(e.Message);
        }
        catch (InvalidOperationException)
        {
            return new Signal.Refused("a member of its data is of another kind than a text, a list or an object where one is expected");
        }
    }

    private static Signal.Execute Execute(string id, JsonObject data)
    {
        var kind = ((string?)data["type"])?.ToUpperInvariant() switch
        {
            null or "INCREMENTAL" => SnapshotKind.Incremental,
            "BLOCKING" => SnapshotKind.Blocking,
            _ => throw new FormatException("the type of snapshot in its data is not known; known are incremental and blocking"),
        };
        var collections = Texts(data, "data-collections");
        if (collections.Count == 0)
            throw Missing("data-collections", "the tables to copy, as a list of schema.table");
        var conditions = data["additional-conditions"]?.AsArray().Select(static one => Condition(one!.AsObject())) ?? [];
        return new Signal.Execute(new SnapshotRequest(id, kind, collections, [.. conditions]));
    }

    private static SnapshotCondition Condition(JsonObject one)
    {
        var filter = (string?)one["filter"] ?? throw Missing("filter", "the condition, in each of additional-conditions");
        // The filter becomes a part of one statement, and stays one.
        return filter.TrimEnd().TrimEnd(';').Contains(';', StringComparison.Ordinal)
            ? throw new FormatException("a filter of its additional-conditions holds ';', and a filter is a part of one statement")
            : new SnapshotCondition((string?)one["data-collection"] ?? throw Missing("data-collection", "the table, in each of additional-conditions"), filter.TrimEnd().TrimEnd(';'));
    }

    private static JsonObject DataOf(SignalRow row) => row.Data is null ? [] : JsonNode.Parse(row.Data)?.AsObject() ?? [];

    private static IReadOnlyList<string> Texts(JsonObject data, string member) => [.. data[member]?.AsArray().Select(static one => (string)one!) ?? []];

    private static FormatException Missing(string member, string what) => new($"its data has no '{member}': {what}");
}
