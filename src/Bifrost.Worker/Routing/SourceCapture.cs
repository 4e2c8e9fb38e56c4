using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;
using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Routing;

/// <summary>Which tables and columns a source captures, and the topic that Debezium would write each table's changes to.</summary>
internal sealed class SourceCapture
{
    /// <summary>Schemas of PostgreSQL itself: never captured.</summary>
    private static readonly string[] BuiltInSchemas = ["pg_catalog", "information_schema", "pg_toast"];

    /// <summary>The schema of Bifrost's own bookkeeping, of which no pattern captures a table.</summary>
    private const string OwnSchema = "bifrost";

    private readonly NamePatterns _schemasIn;
    private readonly NamePatterns _schemasOut;
    private readonly NamePatterns _tablesIn;
    private readonly NamePatterns _tablesOut;
    private readonly NamePatterns _columnsIn;
    private readonly NamePatterns _columnsOut;
    private readonly IReadOnlyList<TableName> _signals;
    private readonly string? _beat;
    private readonly IReadOnlyList<(JavaRegex Table, IReadOnlyList<string> Columns)> _keys;

    /// <exception cref="ConnectorConfigException">A list is not valid.</exception>
    public SourceCapture(ConfigValues config)
    {
        TopicPrefix = config.Required("topic.prefix");
        (_schemasIn, _schemasOut) = Pair(config, "schema");
        (_tablesIn, _tablesOut) = Pair(config, "table");
        (_columnsIn, _columnsOut) = Pair(config, "column");
        _signals = SourceConfig.SignalTables(config);
        _beat = config.Text("heartbeat.action.query");
        _keys = [.. MessageKeys.Parse(config).Select(static key => (new JavaRegex(MessageKeys.Key, key.Table, ignoreCase: true), key.Columns))];
    }

    public string TopicPrefix { get; }

    /// <summary>The captured tables where the configuration names each of them, null where it does so by expressions.</summary>
    public IReadOnlyList<TableName>? NamedTables
    {
        get
        {
            var names = _tablesIn.IsEmpty ? null : _tablesIn.Literals;
            if (names is null || names.Any(static name => name.Count(static c => c == '.') != 1))
                return null;
            return [.. names.Select(static name => name.Split('.')).Select(static parts => new TableName(parts[0], parts[1])).Where(IsCaptured)];
        }
    }

    public bool IsCaptured(TableName table) =>
        !BuiltInSchemas.Contains(table.Schema, StringComparer.Ordinal)
        && !_signals.Contains(table)
        && (table.Schema != OwnSchema || IsMeant(table))
        && Passes(_schemasIn, _schemasOut, table.Schema)
        && Passes(_tablesIn, _tablesOut, table.ToString());

    public bool IsCaptured(TableName table, string column) => Passes(_columnsIn, _columnsOut, $"{table}.{column}");

    /// <summary>Names in the include lists that none of the source's tables has. An expression that matches nothing yet is no fault: tables may come later.</summary>
    public IReadOnlyList<UnmatchedEntry> Unmatched(IReadOnlyCollection<TableName> tables) =>
    [
        .. _schemasIn.NamesWithout(tables.Select(static table => table.Schema)).Select(static name => new UnmatchedEntry("schema.include.list", name)),
        .. _tablesIn.NamesWithout(tables.Select(static table => table.ToString())).Select(static name => new UnmatchedEntry("table.include.list", name)),
    ];

    /// <summary>Columns of the record key: <c>message.key.columns</c> where it names the table, else the table's own.</summary>
    public IReadOnlyList<string> KeyOf(TableName table, IReadOnlyList<string> own) =>
        _keys.FirstOrDefault(key => key.Table.Matches(table.ToString())) is { Columns: { } columns } ? columns : own;

    /// <summary><c>prefix.schema.table</c>; what Kafka does not allow in a topic's name is an underscore.</summary>
    public string TopicOf(TableName table) =>
        string.Concat(string.Join('.', TopicPrefix, table.Schema, table.Name).Select(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_'));

    /// <summary>The topic may be one of this source's; certain only where the tables are named.</summary>
    public bool MayProduce(string topic)
    {
        if (NamedTables is { } tables)
            return tables.Any(table => TopicOf(table) == topic);
        var start = TopicPrefix + ".";
        var parts = topic.StartsWith(start, StringComparison.Ordinal) ? topic[start.Length..].Split('.', 2) : [];
        // A sanitised name may stand for another one: only plain names can be asked about.
        return parts.Length == 2 && (topic.Contains('_') || IsCaptured(new TableName(parts[0], parts[1])));
    }

    /// <summary>A list names the table itself, or the heartbeat writes to it.</summary>
    private bool IsMeant(TableName table) => _tablesIn.Names(table.ToString()) || _beat?.Contains($"\"{table.Schema}\".\"{table.Name}\"", StringComparison.Ordinal) == true;

    private static bool Passes(NamePatterns include, NamePatterns exclude, string name) =>
        include.IsEmpty ? !exclude.Matches(name) : include.Matches(name);

    private static (NamePatterns Include, NamePatterns Exclude) Pair(ConfigValues config, string what)
    {
        var (include, exclude) = ($"{what}.include.list", $"{what}.exclude.list");
        if (config.Text(include) is not null && config.Text(exclude) is { } both)
            throw ConnectorConfigException.Wrong(exclude, both, $"{include} is set as well, and only one of the two may be.");
        return (NamePatterns.Parse(include, config.Text(include)), NamePatterns.Parse(exclude, config.Text(exclude)));
    }
}
