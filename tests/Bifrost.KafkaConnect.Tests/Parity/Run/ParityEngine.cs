namespace Bifrost.KafkaConnect.Tests.Parity.Run;

/// <summary>What the cases run on.</summary>
internal enum ParityEngine
{
    /// <summary>The embedded worker.</summary>
    Embedded,

    /// <summary>Kafka Connect, JSON converter.</summary>
    KafkaJson,

    /// <summary>Kafka Connect, Avro converter and a registry.</summary>
    KafkaAvro,
}
