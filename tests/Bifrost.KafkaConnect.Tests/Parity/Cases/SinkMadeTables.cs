namespace Bifrost.KafkaConnect.Tests.Parity.Cases;

/// <summary>The same types where the replica's tables are left to the sink: what it makes of each, and what arrives there.</summary>
internal static class SinkMadeTables
{
    /// <summary>Types whose first record stops the sink of Kafka Connect.</summary>
    private static readonly IReadOnlySet<string> Stopping = new HashSet<string> { "date[]", "time[]", "timestamp[]", "bytea[]" };

    /// <summary>Types that Debezium passes on as bytes: <c>box</c> stands for all of them.</summary>
    private static readonly IReadOnlySet<string> AsBox = new HashSet<string> { "tsquery", "line", "lseg", "path", "polygon", "circle", "pg_lsn", "xid8", "regclass", "jsonpath" };

    public static IReadOnlyList<ParityCase> All { get; } =
    [
        .. ScalarTypes.All.Concat(OtherTypes.All).Concat(ArrayTypes.All).Where(static one => !AsBox.Contains(one.Name))
            .Select(static one => TypeCase.BySink(one) with { Stops = Stopping.Contains(one.Name) ? Stops.KafkaSink : Stops.Nothing }),
    ];
}
