using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Routing;
using Bifrost.Worker.Routing.Transforms;

namespace Bifrost.Worker.Routing;

/// <summary>One sink that follows one source: the source's capture and transforms, the sink's subscription and transforms, then its names and rules.</summary>
internal sealed class PairRouter(SourceSide source, SinkSide sink) : ITableRouter
{
    public SkippedOperations Skipped => source.Skipped;

    public bool IsCaptured(TableName table) => source.Capture.IsCaptured(table);

    public IReadOnlyList<UnmatchedEntry> Unmatched(IReadOnlyCollection<TableName> tables) => source.Capture.Unmatched(tables);

    public Predicate<TableName> Naming(string expression)
    {
        try
        {
            var regex = new JavaRegex("data-collections", expression, ignoreCase: true);
            return table => regex.Matches(table.ToString());
        }
        catch (ConnectorConfigException e)
        {
            throw new ReplicationException(FailureKind.Setup, e.Message, e);
        }
    }

    public TableRoute? Route(RoutedRelation relation)
    {
        if (!IsCaptured(relation.Table))
            return null;
        try
        {
            var produced = source.Transforms.Apply(Capture(relation));
            return sink.Subscription.Includes(produced.Topic) ? Write(relation.Table, produced.Topic, sink.Transforms.Apply(produced)) : null;
        }
        catch (ConnectorConfigException e)
        {
            throw new ReplicationException(FailureKind.Setup, $"Sink {sink.Connector} cannot follow {relation.Table}: {e.Message}", e);
        }
    }

    /// <summary>What a user should know of the transforms of this pair; they are the same for every table.</summary>
    public IEnumerable<string> Warnings()
    {
        var record = new RecordShape("", true, [], [], DeletedRow.Deleted, true);
        return source.Transforms.WarningsFor(record).Concat(sink.Transforms.WarningsFor(source.Transforms.Apply(record)));
    }

    private RecordShape Capture(RoutedRelation relation)
    {
        static RecordField Field(string column) => new(column, new ColumnOrigin.FromSource(column));
        return new RecordShape(
            source.Capture.TopicOf(relation.Table),
            IsEnvelope: true,
            [.. relation.Columns.Where(column => source.Capture.IsCaptured(relation.Table, column)).Select(Field)],
            [.. source.Capture.KeyOf(relation.Table, relation.Key).Select(Field)],
            DeletedRow.Deleted,
            Truncates: !source.Skipped.HasFlag(SkippedOperations.Truncate));
    }

    private TableRoute Write(TableName table, string topic, RecordShape record)
    {
        var key = KeyFields(table, record);
        var names = key.Select(static field => field.Name).ToHashSet(StringComparer.Ordinal);
        var rest = record.Value.Where(field => !names.Contains(field.Name) && sink.Fields.Passes(record.Topic, field.Name));
        return new TableRoute(
            table,
            topic,
            sink.Naming.Table(record, table, source.Capture.TopicPrefix, source.Database),
            InOrderOf(record.Value, key, Distinct(table, key.Concat(rest))),
            [.. key.Select(field => sink.Naming.Column(field.Name))],
            sink.Rules.InsertMode,
            Deletes(record),
            record.Truncates && sink.Rules.Truncates,
            sink.Rules.Evolution,
            source.Skipped);
    }

    private List<RecordField> KeyFields(TableName table, RecordShape record)
    {
        var (fields, from) = sink.Rules.KeyMode switch
        {
            KeyMode.RecordKey when record.Key.Count == 0 => throw ConnectorConfigException.Wrong("primary.key.mode", "record_key",
                $"{table} has no key. Give it a primary key on the source, name columns in the source's message.key.columns, or write primary.key.mode=none with insert.mode=insert."),
            KeyMode.RecordKey => (record.Key, "key"),
            KeyMode.RecordValue => (record.Value, "value"),
            _ => ([], ""),
        };
        if (sink.Rules.KeyFields.Count == 0 || fields.Count == 0)
            return [.. fields];
        return [.. sink.Rules.KeyFields.Select(name => fields.FirstOrDefault(field => field.Name == name)
            ?? throw ConnectorConfigException.Wrong("primary.key.fields", name, $"the record {from} of {table} has no such field."))];
    }

    private IEnumerable<(string Field, ColumnRoute Column)> Distinct(TableName table, IEnumerable<RecordField> fields)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var name = sink.Naming.Column(field.Name);
            if (!seen.TryAdd(name, field.Name))
                throw ConnectorConfigException.Wrong("quote.identifiers", "false", $"the fields '{seen[name]}' and '{field.Name}' of {table} would both be the column '{name}'. Set quote.identifiers to true, or rename one with ReplaceField.");
            yield return (field.Name, new ColumnRoute(name, field.Origin));
        }
    }

    /// <summary>The row's own order; key fields that the value does not hold come first.</summary>
    private static ColumnRoute[] InOrderOf(IReadOnlyList<RecordField> value, IReadOnlyList<RecordField> key, IEnumerable<(string Field, ColumnRoute Column)> columns)
    {
        var order = key.Concat(value).Select(static field => field.Name).Distinct(StringComparer.Ordinal).ToList();
        var positions = value.Select(static field => field.Name).ToList();
        return [.. columns.OrderBy(column => positions.IndexOf(column.Field)).ThenBy(column => order.IndexOf(column.Field)).Select(static column => column.Column)];
    }

    private DeleteMode Deletes(RecordShape record)
    {
        // A tombstone has no value to take a key from: the sink passes over it.
        var deletes = sink.Rules.Deletes && (record.IsEnvelope || sink.Rules.KeyMode != KeyMode.RecordValue);
        return record.Deleted switch
        {
            DeletedRow.Deleted => deletes ? DeleteMode.Delete : DeleteMode.Ignore,
            DeletedRow.Rewritten => DeleteMode.Rewrite,
            DeletedRow.RewrittenThenDeleted => deletes && source.Tombstones ? DeleteMode.Delete : DeleteMode.Rewrite,
            _ => DeleteMode.Ignore,
        };
    }
}
