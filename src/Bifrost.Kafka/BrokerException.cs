namespace Bifrost.Kafka;

/// <summary>A Kafka broker could not be asked, or refused. The message is written for the user and holds no value of a record.</summary>
public sealed class BrokerException : Exception
{
    private BrokerException(BrokerFailure failure, string message, Exception? inner = null) : base(message, inner) => Failure = failure;

    public BrokerFailure Failure { get; }

    internal static BrokerException NoLibrary(Exception? inner = null) => new(BrokerFailure.NoLibrary,
        "The library librdkafka.so.1 is not on this machine, so no Kafka broker can be asked. Install it (Debian: apt-get install librdkafka1), or name its file in BIFROST_LIBRDKAFKA.", inner);

    internal static BrokerException Unreachable(string bootstrap, string reason, Exception? inner = null) => new(BrokerFailure.Unreachable,
        $"The Kafka broker at {bootstrap} does not answer: {reason.TrimEnd('.')}. Start it, or correct the cluster's bootstrap in the topology.", inner);

    /// <param name="tooOld">The library's version, where it cannot log in by this mechanism; null where it can.</param>
    internal static BrokerException Denied(string bootstrap, string reason, string? tooOld, Exception? inner = null) => new(BrokerFailure.Refused,
        $"The Kafka broker at {bootstrap} refuses the login: {reason.TrimEnd('.')}. " + (tooOld is null
            ? "Check sasl.username and sasl.password of the cluster's broker in the topology."
            : $"librdkafka {tooOld} of this machine is the likely reason: before 2.6.1 it answers SCRAM in a way that Kafka 4 refuses, whatever the password. Install a later one, or name its file in BIFROST_LIBRDKAFKA."), inner);

    internal static BrokerException Refused(string bootstrap, string what, string reason, Exception? inner = null) => new(BrokerFailure.Refused,
        $"{what}: the Kafka broker at {bootstrap} refuses: {reason.TrimEnd('.')}.", inner);
}
