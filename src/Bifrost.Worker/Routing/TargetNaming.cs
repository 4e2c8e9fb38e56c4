using System.Text;
using System.Text.RegularExpressions;
using Bifrost.Replication.Changes;
using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Routing;

/// <summary>The sink's names: <c>collection.name.format</c>, and lower case for what is not quoted, as PostgreSQL folds it.</summary>
internal sealed partial class TargetNaming
{
    private const string FormatKey = "collection.name.format";

    /// <summary>PostgreSQL's <c>NAMEDATALEN</c> less one: it cuts what is longer, and two tables would become one.</summary>
    private const int LongestName = 63;

    private readonly string _format;
    private readonly bool _quoted;
    private readonly string _schema;

    public TargetNaming(ConfigValues config, string defaultSchema)
    {
        _format = config.Text(FormatKey) ?? config.Text("table.name.format") ?? "${topic}";
        _quoted = config.Flag("quote.identifiers", otherwise: false);
        _schema = defaultSchema;
    }

    public string Column(string field) => Fold(field);

    /// <exception cref="ConnectorConfigException">The format asks for what the record has not, or gives no name of a table.</exception>
    public TableName Table(RecordShape record, TableName source, string topicPrefix, string database)
    {
        var name = Placeholder().Replace(_format, match => match.Groups[1].Value switch
        {
            "topic" => record.Topic.Replace('.', '_'),
            var field when !record.IsEnvelope => throw ConnectorConfigException.Wrong(FormatKey, _format, $"${{{field}}} is a field of the change envelope, and the records of {source} are unwrapped: Kafka Connect would write them nowhere. Use ${{topic}} or a fixed name."),
            "source.schema" => source.Schema,
            "source.table" => source.Name,
            "source.db" => database,
            "source.name" => topicPrefix,
            "source.connector" => "postgresql",
            var other => throw ConnectorConfigException.Wrong(FormatKey, _format, $"${{{other}}} is not known; there are topic, source.schema, source.table, source.db, source.name and source.connector."),
        });
        var parts = name.Split('.');
        if (parts.Length > 2 || parts.Any(string.IsNullOrWhiteSpace))
            throw ConnectorConfigException.Wrong(FormatKey, _format, $"'{name}' is not a table's name: 'table' or 'schema.table' is expected.");
        return parts.Length == 2 ? new TableName(Fold(parts[0]), Fold(parts[1])) : new TableName(_schema, Fold(parts[0]));
    }

    private string Fold(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) > LongestName)
            throw ConnectorConfigException.Wrong(FormatKey, _format, $"the name '{name}' is longer than the {LongestName} bytes that PostgreSQL keeps. Shorten it with {FormatKey} or a RegexRouter.");
        return _quoted ? name : name.ToLowerInvariant();
    }

    [GeneratedRegex(@"\$\{([^}]*)\}")]
    private static partial Regex Placeholder();
}
