using System.Text.Json;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;

namespace Bifrost.Torture.Workers;

/// <summary>What a worker's process is told on its standard input, where nobody else reads the passwords.</summary>
/// <param name="Targets">One sink each.</param>
/// <param name="SpillFolder">Where its large transactions go.</param>
internal sealed record WorkerSettings(DatabaseEndpoint Source, IReadOnlyList<DatabaseEndpoint> Targets, string SpillFolder)
{
    public const string Publication = "torture";

    /// <summary>Waits between attempts, and between idle positions, are so many times shorter than in production: a kill should not be followed by half a minute of rest.</summary>
    public const int Hurry = 5;

    /// <summary>Transactions of the ledger that replace all of its bulk go to disk.</summary>
    public const int TransactionBytes = 64 << 10;

    public const int SampleMessages = 50;

    /// <summary>A transaction that is guessed to have so many messages more is read in one answer.</summary>
    public const int PeekFrom = 200;

    /// <summary>A walsender that is so many bytes behind the log is left.</summary>
    public const int PeekBacklogBytes = 256 << 10;

    public static readonly TableName SignalTable = new("bifrost", "signals");

    public static string Sink(int target) => $"sink-{target}";

    public SourceSettings SourceSettings() => new()
    {
        Connector = "source", Database = Source, TopicPrefix = "torture", SlotName = "torture", PublicationName = Publication,
        StatusInterval = TimeSpan.FromMilliseconds(200), SignalTables = [SignalTable],
    };

    public SinkSettings SinkSettings(int target) => new() { Connector = Sink(target), Database = Targets[target] };

    public string ToJson() => JsonSerializer.Serialize(this);

    public static WorkerSettings FromJson(string json) => JsonSerializer.Deserialize<WorkerSettings>(json)!;
}
