namespace Bifrost.KafkaConnect.Tests.Parity.Table;

/// <summary>What one engine made of one case.</summary>
internal sealed record Measured(Outcome Snapshot, Outcome Stream)
{
    /// <summary>Both phases are as on the source, whatever the columns' types.</summary>
    public bool IsRight => Snapshot is Outcome.Right && Stream is Outcome.Right;

    /// <summary>At least one phase ended with other values than the source's and no word of it.</summary>
    public bool IsSilent => Snapshot is Outcome.Altered || Stream is Outcome.Altered;
}
