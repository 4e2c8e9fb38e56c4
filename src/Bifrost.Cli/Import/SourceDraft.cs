using System.Globalization;
using System.Text.Json.Nodes;
using Bifrost.Connect.Plan;
using Bifrost.Topology;

namespace Bifrost.Cli.Import;

/// <summary>A Debezium PostgreSQL source as a source of a topology. What has no field, and what a field would say otherwise, is corrected afterwards by <c>config</c>.</summary>
internal sealed class SourceDraft(ActualConnector connector, string part, ImportedSecrets secrets)
{
    private readonly JsonObject _fields = ConnectorDraft.Begin(connector, part, isSource: true);

    /// <returns>Null where it names no database.</returns>
    public ConnectorDraft? Read()
    {
        if (Key("database.hostname") is not { } host || Key("database.dbname") is not { } database || Key("database.user") is not { } user)
            return null;
        _fields["connection"] = Connection(host, database, user);
        Filter("schemas", "schema.include.list", "schema.exclude.list");
        Filter("tables", "table.include.list", "table.exclude.list");
        var stem = part.Replace('-', '_');
        // Debezium's own defaults, where the connector says nothing.
        var (publication, autocreate) = (Key("publication.name") ?? "dbz_publication", Key("publication.autocreate.mode") ?? "all_tables");
        if (publication != $"bifrost_{stem}" || autocreate != "filtered")
            _fields["publication"] = new JsonObject { ["name"] = publication, ["autocreate"] = autocreate };
        Text("slot", Key("slot.name") ?? "debezium", $"bifrost_{stem}");
        Text("topicPrefix", Key("topic.prefix"), part);
        Text("snapshot", Key("snapshot.mode"), "initial");
        Heartbeat();
        Text("decimal", Key("decimal.handling.mode"), "precise");
        Text("time", Key("time.precision.mode"), "adaptive");
        Text("interval", Key("interval.handling.mode"), "string");
        Topics();
        ConnectorDraft.End(_fields, connector);
        return new ConnectorDraft(connector, true, part, _fields);
    }

    public static string PrefixOf(ConnectorDraft source) => (string?)source.Fields["topicPrefix"] ?? source.Part;

    /// <summary>Every target takes it, without a word in the topology; null for none.</summary>
    public static string? HeartbeatTableOf(ConnectorDraft source) => source.Fields["heartbeat"] is JsonObject heartbeat ? (string?)heartbeat["table"] : null;

    private string? Key(string key) => connector.Config.GetValueOrDefault(key) is { Length: > 0 } value ? value : null;

    private void Text(string field, string? value, string standard)
    {
        if (value is not null && value != standard)
            _fields[field] = value;
    }

    private JsonObject Connection(string host, string database, string user)
    {
        var connection = new JsonObject { ["host"] = host };
        if (Key("database.port") is { } port)
            connection["port"] = port;
        connection["database"] = database;
        connection["user"] = user;
        connection["password"] = secrets.Password(part, connector.Name, "database.password", Key("database.password"));
        if (Key("database.sslmode") is { } mode)
            connection["sslMode"] = mode;
        if (Key("database.sslrootcert") is { } root)
            connection["sslRootCert"] = root;
        return connection;
    }

    private void Filter(string field, string include, string exclude)
    {
        var (taken, left) = (Key(include) is { } a ? TablePatterns.OfList(a) : null, Key(exclude) is { } b ? TablePatterns.OfList(b) : null);
        if (left is not null)
            _fields[field] = taken is null ? new JsonObject { ["exclude"] = Array(left) } : new JsonObject { ["include"] = Array(taken), ["exclude"] = Array(left) };
        else if (taken is not null)
            _fields[field] = Array(taken);
    }

    private void Heartbeat()
    {
        var interval = long.TryParse(Key("heartbeat.interval.ms") ?? "0", CultureInfo.InvariantCulture, out var milliseconds) ? milliseconds % 1000 == 0 ? $"{milliseconds / 1000}s" : $"{milliseconds}ms" : "10s";
        if (Key("heartbeat.action.query") is { } query)
            _fields["heartbeat"] = HeartbeatTable.TableOf(query, connector.Name) is { } table ? Beating(interval, table) : new JsonObject { ["interval"] = interval, ["query"] = query };
        else
            Text("heartbeat", interval, "10s");
    }

    /// <summary>The topology adds the table to what it includes, and its schema: as the last of each, where it is not there by another name.</summary>
    private JsonObject Beating(string interval, string table)
    {
        foreach (var (field, name) in new[] { ("tables", table), ("schemas", table.Split('.', 2)[0]) })
            if (_fields[field] is JsonArray { Count: > 1 } included && (string?)included[^1] == name)
                included.RemoveAt(included.Count - 1);
        return interval == "10s" ? new JsonObject { ["table"] = table } : new JsonObject { ["interval"] = interval, ["table"] = table };
    }

    private void Topics()
    {
        const string Start = "topic.creation.default.";
        if (Key($"{Start}partitions") is not { } partitions || Key($"{Start}replication.factor") is not { } replication)
            return;
        var topics = new JsonObject { ["partitions"] = partitions, ["replication"] = replication };
        var settings = connector.Config.Where(static entry => entry.Key.StartsWith(Start, StringComparison.Ordinal) && entry.Key is not ($"{Start}partitions" or $"{Start}replication.factor"))
            .OrderBy(static entry => entry.Key, StringComparer.Ordinal).Select(static entry => KeyValuePair.Create<string, JsonNode?>(entry.Key[Start.Length..], entry.Value)).ToList();
        if (settings.Count > 0)
            topics["config"] = new JsonObject(settings);
        _fields["topics"] = topics;
    }

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(static text => JsonValue.Create(text))]);
}
