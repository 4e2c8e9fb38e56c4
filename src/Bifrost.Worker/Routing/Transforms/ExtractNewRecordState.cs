using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Routing.Transforms;

/// <summary><c>io.debezium.transforms.ExtractNewRecordState</c>: the row instead of the envelope, with facts of the change as further fields. Truncates do not pass it.</summary>
internal sealed class ExtractNewRecordState(DeletedRow deleted, IReadOnlyList<RecordField> added) : IRecordTransform
{
    private const string DeletedField = "__deleted";

    private static readonly Dictionary<string, DeletedRow> Modes = new()
    {
        ["drop"] = DeletedRow.Dropped,
        ["tombstone"] = DeletedRow.Deleted,
        ["rewrite"] = DeletedRow.Rewritten,
        ["rewrite-with-tombstone"] = DeletedRow.RewrittenThenDeleted,
        ["delete-to-tombstone"] = DeletedRow.Deleted,
    };

    private static readonly string[] RemovedKeys = ["drop.tombstones", "delete.handling.mode"];

    public static ExtractNewRecordState Parse(ConfigValues config, string prefix, string topicPrefix)
    {
        foreach (var key in RemovedKeys)
        {
            if (config.Text(prefix + key) is not null)
                throw ConnectorConfigException.Refused(prefix + key, "Debezium 3.2 removed this key and ignores it. Write delete.tombstone.handling.mode instead.");
        }

        var mode = config.Choice(prefix + "delete.tombstone.handling.mode", DeletedRow.Deleted, Modes);
        var fieldPrefix = config.All.GetValueOrDefault(prefix + "add.fields.prefix") ?? "__";
        var added = config.List(prefix + "add.fields").Select(item => AddedField.Parse(prefix + "add.fields", item, fieldPrefix, topicPrefix)).ToList();
        if (mode is DeletedRow.Rewritten or DeletedRow.RewrittenThenDeleted)
            added.Insert(0, new RecordField(DeletedField, AddedField.Deleted));
        return new ExtractNewRecordState(mode, added);
    }

    public RecordShape Apply(RecordShape record) => !record.IsEnvelope ? record : record with
    {
        IsEnvelope = false,
        Value = [.. record.Value, .. added],
        Deleted = record.Deleted is DeletedRow.Dropped ? DeletedRow.Dropped : deleted,
        Truncates = false,
    };
}
