using static Bifrost.KafkaConnect.Tests.Parity.Cases.TypeCase;

namespace Bifrost.KafkaConnect.Tests.Parity.Cases;

/// <summary>Numbers, texts, bytes, truth and time, with values that every engine must carry.</summary>
internal static class ScalarTypes
{
    public static IReadOnlyList<ParityCase> All { get; } =
    [
        Of("smallint", "1", "-32768", "32767"),
        Of("integer", "1", "-2147483648", "2147483647"),
        Of("bigint", "1", "-9223372036854775808", "9223372036854775807"),
        Of("real", "0.1", "1.17549435e-38", "3.4028235e38"),
        Of("double precision", "0.1", "5e-324", "1.7976931348623157e308"),
        Of("numeric(12,2)", "1.50", "-9999999999.99", "0"),
        Of("numeric(38,10)", "1234567890123456789012345678.0123456789"),
        Of("numeric", "1.10", "12345678901234567890123456789.123456789012345678901", "1e-20", "0"),
        Of("money", "'12.34'", "'-1234567.5'"),
        Of("boolean", "true", "false"),
        Of("text", "'á€😀'", "''", @"E'a\nb\tc\\d\""e'", "'NULL'"),
        Of("varchar(5)", "'ab'", "'a   '"),
        Of("varchar", "'ab'", "''"),
        Of("char(5)", "'ab'", "''"),
        Of("citext", "'aB'"),
        Of("name", "'ab'"),
        Of("uuid", "'00000000-0000-0000-0000-000000000000'"),
        Of("bytea", @"'\x00ff'", "''"),
        Of("date", "'2024-02-29'", "'0001-01-01'", "'20000-01-01'"),
        Of("time", "'12:34:56.123456'", "'00:00'"),
        Of("time(3)", "'12:34:56.123'"),
        Of("timetz", "'12:34:56.789+00'"),
        Of("timestamp", "'2024-01-02 03:04:05.123456'", "'0001-01-01 00:00'", "'9999-12-31 23:59:59.999999'"),
        Of("timestamp(3)", "'2024-01-02 03:04:05.123'"),
        Of("timestamptz", "'2024-01-02 03:04:05.123456+03'", "'0044-03-15 12:00+00 BC'", "'infinity'", "'-infinity'", "'20000-01-01 00:00+00'"),
        Of("timestamptz(0)", "'2024-01-02 03:04:05+03'"),
        Of("interval", "'1 year 2 mons -3 days 04:05:06.7'", "'0'", "'-00:00:01'", "'100000 hours'", "'-1 mon 5 days'"),
    ];
}
