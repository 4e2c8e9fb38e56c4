namespace Bifrost.Kafka;

/// <summary>Why a broker could not be asked, by what the caller can do about it.</summary>
public enum BrokerFailure
{
    /// <summary>librdkafka is not installed. Everything else works without it.</summary>
    NoLibrary,

    /// <summary>Nothing answers there in time.</summary>
    Unreachable,

    /// <summary>The broker answered with an error: no right, no such topic, a wrong setting.</summary>
    Refused,
}
