namespace Bifrost.KafkaConnect.Tests.Parity.Cases;

/// <summary>What a case brings to a stop, so that it must not be shared with other cases.</summary>
internal enum Stops
{
    Nothing,

    /// <summary>The sink's task on Kafka Connect.</summary>
    KafkaSink,

    /// <summary>The sink's task on every engine.</summary>
    Sink,

    /// <summary>The source's task, on some engine.</summary>
    Source,
}
