using Bifrost.Replication.Routing;

namespace Bifrost.Worker.Routing.Transforms;

/// <summary>One item of <c>add.fields</c>: <c>field</c>, <c>struct.field</c>, either with <c>:name</c>. An unqualified name is looked for in the envelope first, then in <c>source</c>.</summary>
internal static class AddedField
{
    private static readonly string[] EnvelopeTimes = ["ts_ms", "ts_us", "ts_ns"];

    public static ColumnOrigin Deleted { get; } = new ColumnOrigin.Fact(ChangeFact.Deleted);

    /// <exception cref="ConnectorConfigException">The worker does not have that fact of a change.</exception>
    public static RecordField Parse(string key, string item, string prefix, string topicPrefix)
    {
        var parts = item.Split(':', 2, StringSplitOptions.TrimEntries);
        var path = parts[0];
        var name = parts.Length == 2 ? parts[1] : path.Replace('.', '_');
        if (EnvelopeTimes.Contains(path, StringComparer.Ordinal))
            throw ConnectorConfigException.Wrong(key, item, "that is the clock of a Debezium task, which is not here. For the commit's time write source.ts_ms.");
        return new RecordField(prefix + name, Origin(path, topicPrefix)
            ?? throw ConnectorConfigException.Wrong(key, item, "the embedded worker has op, and of source: db, schema, table, lsn, txId, ts_ms, name and connector."));
    }

    private static ColumnOrigin? Origin(string path, string topicPrefix) =>
        path == "op" ? new ColumnOrigin.Fact(ChangeFact.Operation) : (path.StartsWith("source.", StringComparison.Ordinal) ? path["source.".Length..] : path) switch
        {
            "db" => new ColumnOrigin.Fact(ChangeFact.Database),
            "schema" => new ColumnOrigin.Fact(ChangeFact.Schema),
            "table" => new ColumnOrigin.Fact(ChangeFact.Table),
            "lsn" => new ColumnOrigin.Fact(ChangeFact.Lsn),
            "txId" => new ColumnOrigin.Fact(ChangeFact.TransactionId),
            "ts_ms" => new ColumnOrigin.Fact(ChangeFact.CommitMilliseconds),
            "name" => new ColumnOrigin.Constant(topicPrefix, "text"),
            "connector" => new ColumnOrigin.Constant("postgresql", "text"),
            _ => null,
        };
}
