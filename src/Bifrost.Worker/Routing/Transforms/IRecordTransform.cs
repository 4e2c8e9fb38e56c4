namespace Bifrost.Worker.Routing.Transforms;

/// <summary>One transform of a chain, applied to the shape of a table's records. Pure.</summary>
internal interface IRecordTransform
{
    /// <summary>The shape after the transform.</summary>
    /// <exception cref="ConnectorConfigException">It cannot be applied to such a record.</exception>
    RecordShape Apply(RecordShape record);

    /// <summary>What a user should know of this transform where it meets such a record; null where it does what it says.</summary>
    string? WarningFor(RecordShape record) => null;
}
