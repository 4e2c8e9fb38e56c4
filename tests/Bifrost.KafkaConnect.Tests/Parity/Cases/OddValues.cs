using static Bifrost.KafkaConnect.Tests.Parity.Cases.TypeCase;

namespace Bifrost.KafkaConnect.Tests.Parity.Cases;

/// <summary>Values at the edge of their types.</summary>
internal static class OddValues
{
    public static IReadOnlyList<ParityCase> All { get; } =
    [
        Named("real: NaN", "real", "'NaN'"),
        Named("double precision: NaN, infinities, -0", "double precision", "'NaN'", "'Infinity'", "'-Infinity'", "'-0'"),
        Named("numeric[]: NaN", "numeric[]", "'{1.50,NaN}'"),
        Named("double precision[]: NaN", "double precision[]", "'{1.5,NaN}'"),
        Named("numeric(12,2): NaN", "numeric(12,2)", "'NaN'"),
        Named("numeric: NaN", "numeric", "'NaN'"),
        Named("numeric: infinity", "numeric", "'Infinity'").Stopping(),
        Named("date: before Christ", "date", "'0044-03-15 BC'"),
        Named("date: infinity", "date", "'infinity'"),
        Named("date: -infinity", "date", "'-infinity'"),
        Named("time: 24:00:00", "time", "'24:00:00'").Stopping(),
        Named("timetz: another zone", "timetz", "'12:34:56.789+03'"),
        Named("timestamp: before Christ", "timestamp", "'0044-03-15 12:00 BC'"),
        Named("timestamp: infinity", "timestamp", "'infinity'"),
        Named("timestamp: -infinity", "timestamp", "'-infinity'"),
        Named("hstore: NULL value", "hstore", "'a=>1, b=>NULL'"),
    ];
}
