using System.Text.Json.Nodes;
using Bifrost.Connect.Plan;
using Bifrost.Topology;

namespace Bifrost.Cli.Import;

/// <summary>A JDBC sink, Debezium's or Confluent's, as a target of a topology; corrected afterwards as a source is.</summary>
internal sealed class TargetDraft(ActualConnector connector, string part, IReadOnlyList<ConnectorDraft> sources, ImportedSecrets secrets)
{
    private readonly JsonObject _fields = ConnectorDraft.Begin(connector, part, isSource: false);

    private bool IsConfluent => connector.Config.GetValueOrDefault("connector.class", "").Contains("confluent", StringComparison.Ordinal);

    /// <returns>Null where its URL names no database that a topology can.</returns>
    public ConnectorDraft? Read()
    {
        if (JdbcAddress.Parse(Key("connection.url") ?? "") is not { } address || Key(IsConfluent ? "connection.user" : "connection.username") is not { } user)
            return null;
        if (address.Dialect != "postgres")
            _fields["dialect"] = address.Dialect;
        if (IsConfluent)
            _fields["connector"] = "confluent-jdbc";
        var followed = Followed();
        if (sources.Count > 1)
            _fields["sources"] = Array(followed.Select(static source => source.Part));
        _fields["connection"] = Connection(address, user);
        if (!IsConfluent)
            Text("naming", Key("collection.name.format") ?? "${topic}", address.Dialect == "postgres" ? "${source.schema}.${source.table}" : "${source.schema}_${source.table}");
        Text("insert", Key("insert.mode") ?? "insert", "upsert");
        Switch("deletes", Key("delete.enabled"));
        if (!IsConfluent)
            Switch("truncates", Key("truncate.enabled"));
        Text("evolution", IsConfluent ? Key("auto.create") == "true" ? "basic" : "none" : Key("schema.evolution") ?? "none", "basic");
        if (followed is [var one] && Tables(one) is { } tables && !JsonNode.DeepEquals(tables, one.Fields["tables"]))
            _fields["tables"] = tables;
        ConnectorDraft.End(_fields, connector);
        return new ConnectorDraft(connector, false, part, _fields);
    }

    private string? Key(string key) => connector.Config.GetValueOrDefault(key) is { Length: > 0 } value ? value : null;

    private void Text(string field, string value, string standard)
    {
        if (value != standard)
            _fields[field] = value;
    }

    private void Switch(string field, string? value)
    {
        if (!string.Equals(value, "true", StringComparison.OrdinalIgnoreCase))
            _fields[field] = false;
    }

    private JsonObject Connection(JdbcAddress address, string user)
    {
        var connection = new JsonObject { ["host"] = address.Host };
        if (address.Port is not null)
            connection["port"] = address.Port;
        connection["database"] = address.Database;
        connection["user"] = user;
        connection["password"] = secrets.Password(part, connector.Name, "connection.password", Key("connection.password"));
        if (address.Dialect == "postgres" && address.Query.TryGetValue("sslmode", out var mode))
            connection["sslMode"] = mode;
        if (address.Dialect == "postgres" && address.Query.TryGetValue("sslrootcert", out var root))
            connection["sslRootCert"] = root;
        return connection;
    }

    /// <summary>The sources whose topics it names; all where none is named by its prefix.</summary>
    private List<ConnectorDraft> Followed()
    {
        var topics = Key("topics")?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        var regex = Key("topics.regex") ?? "";
        var named = sources.Where(source => SourceDraft.PrefixOf(source) is var prefix
            && (topics.Any(topic => topic.StartsWith(prefix + ".", StringComparison.Ordinal)) || regex.Contains($@"{Wildcard.ToRegex(prefix)}\.", StringComparison.Ordinal))).ToList();
        return named.Count > 0 ? named : [.. sources];
    }

    private JsonArray? Tables(ConnectorDraft source)
    {
        var prefix = SourceDraft.PrefixOf(source);
        var tables = Key("topics") is { } topics ? TablePatterns.OfTopics(topics, prefix) : Key("topics.regex") is { } regex ? TablePatterns.OfTopicsRegex(regex, prefix) : null;
        if (tables is { Count: > 1 } && tables[^1] == SourceDraft.HeartbeatTableOf(source))
            tables = [.. tables.SkipLast(1)];
        return tables is null or ["*.*"] ? null : Array(tables);
    }

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(static text => JsonValue.Create(text))]);
}
