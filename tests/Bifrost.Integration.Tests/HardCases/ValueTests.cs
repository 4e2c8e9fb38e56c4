using Bifrost.Integration.Tests.Engine;

namespace Bifrost.Integration.Tests.HardCases;

/// <summary>Values as bytes: in the snapshot, in the stream row by row, and in the stream in bulk.</summary>
[Parallelizable]
public sealed class ValueTests
{
    private const string Types =
        """
        create extension if not exists hstore; create type mood as enum ('sad', 'with space', 'with ''quote', 'ß'); create domain small as numeric(10, 3) check (value < 1000000); create domain smaller as small; create domain texts as text[];
        create type pair as (n numeric, t text, a int[]); create type span as range (subtype = float8)
        """;

    /// <summary>Every expression is a value of its own type; the text of its row shows its bytes.</summary>
    private static readonly (string Row, string Type, string[] Values)[] Kinds =
    [
        ("numeric NaN / Infinity", "numeric", ["'NaN'", "'Infinity'", "'-Infinity'", "0.000", "-0.0", "1e100", "1e-100", "123456789012345678901234567890.123456789012345678901234567890"]),
        ("numeric NaN / Infinity", "numeric(12,3)", ["'NaN'", "1.5", "-999999999.999"]),
        ("numeric NaN / Infinity", "float8", ["'NaN'", "'Infinity'", "'-Infinity'", "'-0'", "0.1::float8 + 0.2::float8", "5e-324", "1.7976931348623157e308"]),
        ("numeric NaN / Infinity", "real", ["'NaN'", "'-Infinity'", "'-0'", "1.17549435e-38", "16777217"]),
        ("infinity timestamps", "timestamptz", ["'infinity'", "'-infinity'", "'0044-03-15 12:00:00+00 BC'", "'294276-12-31 23:59:59.999999+00'", "'1883-11-18 12:03:57.000001+00'", "'epoch'"]),
        ("infinity timestamps", "timestamp", ["'infinity'", "'-infinity'", "'4713-01-01 00:00:00 BC'", "'2000-01-01 00:00:00.000001'"]),
        ("infinity timestamps", "date", ["'infinity'", "'-infinity'", "'4713-01-01 BC'", "'5874897-12-31'", "'0001-01-01'"]),
        ("infinity timestamps", "time", ["'24:00:00'", "'00:00:00'", "'23:59:59.999999'"]),
        ("infinity timestamps", "timetz", ["'24:00:00+15:59'", "'00:00:00.000001-15:59:59'"]),
        ("interval", "interval", ["'-1 year +2 mons -3 days +04:05:06.000001'", "'1 mon -1 day'", "'178000000 years'", "'-178000000 years'", "'00:00:00'", "'-00:00:00.000001'", "'2562047788 hours'"]),
        ("Arrays / enums / domains / hstore / geometry", "int[]", ["'{}'", "'[0:2]={1,NULL,3}'", "'[-2:-1][5:6]={{1,2},{NULL,4}}'"]),
        ("Arrays / enums / domains / hstore / geometry", "text[]", ["array['', null, 'NULL', 'a,b', '\"', '\\', '{}', E'\\n\\t', ' sp ']", "'{{a,b},{c,d}}'"]),
        ("Arrays / enums / domains / hstore / geometry", "mood", ["'with space'", "'with ''quote'", "'ß'"]),
        ("Arrays / enums / domains / hstore / geometry", "mood[]", ["'{sad,\"with space\",NULL}'"]),
        ("Arrays / enums / domains / hstore / geometry", "smaller", ["999.999", "0.000", "-0.001"]),
        ("Arrays / enums / domains / hstore / geometry", "texts", ["'[2:3]={x,NULL}'"]),
        ("Arrays / enums / domains / hstore / geometry", "smaller[]", ["'{1.5,NULL,2}'"]),
        ("Arrays / enums / domains / hstore / geometry", "pair", ["row('NaN', 'a,\"b\\', '[0:1]={1,null}')::pair", "row(null, '', null)::pair"]),
        ("Arrays / enums / domains / hstore / geometry", "pair[]", ["array[row(1, 'x(y)', '{}')::pair, null]"]),
        ("Arrays / enums / domains / hstore / geometry", "hstore", ["hstore('a', null) || hstore('', 'empty key') || hstore('q\"\\', '=>,')", "''"]),
        ("Arrays / enums / domains / hstore / geometry", "point", ["'(1e-300,-0)'", "'(NaN,Infinity)'"]),
        ("Arrays / enums / domains / hstore / geometry", "box", ["'(1,1),(0,0)'"]),
        ("Arrays / enums / domains / hstore / geometry", "polygon", ["'((0,0),(1,0.1),(2,2))'"]),
        ("Arrays / enums / domains / hstore / geometry", "path", ["'[(0,0),(1,1)]'"]),
        ("Arrays / enums / domains / hstore / geometry", "circle", ["'<(0,0),1.5>'"]),
        ("Values byte for byte", "tstzrange", ["'empty'", "'(,)'", "'[2020-01-01 00:00:00+00,infinity)'"]),
        ("Values byte for byte", "span", ["'(-Infinity,NaN]'"]),
        ("Values byte for byte", "nummultirange", ["'{}'", "'{[1.0,1.00],(2,3)}'"]),
        ("Values byte for byte", "varbit", ["B''", "B'1010101'"]),
        ("Values byte for byte", "bit(9)", ["B'101010101'"]),
        ("Values byte for byte", "bytea", ["''", "'\\x00ff5c270a0d'"]),
        ("Values byte for byte", "json", ["'{\"b\":1,  \"a\": [1e400, \"\\u0041\"], \"b\": 2}'"]),
        ("Values byte for byte", "jsonb", ["'{\"n\": 1.00, \"s\": \"\\n\\\\\", \"deep\": [[[null]]]}'", "'null'", "jsonb_build_object('big', repeat('y', 1048576))"]),
        ("Values byte for byte", "xml", ["'<a b=\"1\">&amp;</a>'"]),
        ("Values byte for byte", "char(5)", ["''", "'ab'"]),
        ("Values byte for byte", "\"char\"", ["'x'", "chr(1)::\"char\""]),
        ("Values byte for byte", "text", ["''", "'NULL'", "'\\N'", "'\\.'", "E'\\r\\n'", "'💥 ç e\u0301'", "(select string_agg(chr(c), '' order by c) from generate_series(1, 127) c)", "(select string_agg(chr(c), '' order by c) from generate_series(128, 591) c)"]),
        ("Values byte for byte", "bool", ["true", "false"]),
        ("Values byte for byte", "uuid", ["'00000000-0000-0000-0000-000000000001'"]),
        ("Values byte for byte", "inet", ["'::ffff:1.2.3.4/96'", "'10.0.0.0/8'"]),
        ("Values byte for byte", "pg_lsn", ["'16/B374D848'"]),
        ("Values byte for byte", "tsvector", ["'a:1A ''b c'':2'"]),
        ("Values byte for byte", "money", ["-92233720368547758.08"]),
        ("Values byte for byte", "bigint", ["9223372036854775807", "-9223372036854775808"]),
    ];

    [Test, Row("numeric NaN / Infinity")]
    public Task Numeric_NaN_Infinity_of_every_number_arrive_as_they_left() => ShouldArriveAsync("numeric NaN / Infinity");

    [Test, Row("infinity timestamps")]
    public Task Infinity_timestamps_and_the_ends_of_every_calendar_arrive_as_they_left() => ShouldArriveAsync("infinity timestamps");

    [Test, Row("interval")]
    public Task Interval_of_mixed_signs_arrives_as_it_left() => ShouldArriveAsync("interval");

    [Test, Row("Arrays / enums / domains / hstore / geometry")]
    public Task Arrays_enums_domains_hstore_geometry_arrive_as_they_left() => ShouldArriveAsync("Arrays / enums / domains / hstore / geometry");

    [Test, Row("Values byte for byte")]
    public Task Values_byte_for_byte_with_every_character_but_NUL() => ShouldArriveAsync("Values byte for byte");

    private static async Task ShouldArriveAsync(string row)
    {
        var kinds = Kinds.Where(kind => kind.Row == row).ToArray();
        var tables = string.Join("; ", kinds.Select(static (kind, i) => $"create table v{i} (id int primary key, v {kind.Type}); create table w{i} (v {kind.Type}); alter table w{i} replica identity full"));
        await using var fanout = await Fanout.CreateAsync($"{Types}; {tables}; {Inserts(kinds, 0, 1)}");
        await fanout.Target.ExecuteAsync(Types);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await ShouldBeEqualAsync(fanout, kinds);
        // One by one; then many, by insert and by update; then by a whole row that is found again.
        await fanout.Source.ExecuteAsync(Inserts(kinds, 1000, 1));
        await fanout.CaughtUpAsync(sink);
        await ShouldBeEqualAsync(fanout, kinds);
        await fanout.CaughtUpAsync(sink, position: await fanout.WriteInOneBatchAsync(sink, Inserts(kinds, 2000, 40) + "\n" + Updates(kinds)));
        await ShouldBeEqualAsync(fanout, kinds);
        sink.Status.RetryingSince.ShouldBeNull();
    }

    /// <summary>The text of a whole row tells NULL from empty; each is summed, since some are a megabyte long.</summary>
    private static Task ShouldBeEqualAsync(Fanout fanout, (string, string Type, string[])[] kinds) =>
        Following.ShouldBeEqualAsync(fanout, [.. kinds.SelectMany(static (_, i) => new[]
        {
            $"select id, md5(v::text), left(v::text, 60), v is null from v{i} order by id", $"select md5(v::text), left(v::text, 60), v is null, count(*) from w{i} group by 1, 2, 3 order by 1",
        })]);

    private static string Inserts((string, string, string[] Values)[] kinds, int offset, int times) => string.Join("; ", kinds.SelectMany((kind, i) =>
        kind.Values.Append("null").Select((value, n) =>
            $"insert into v{i} select {offset} + {n * 50} + g, {value} from generate_series(1, {(value.Contains("1048576", StringComparison.Ordinal) ? 1 : times)}) g; insert into w{i} select {value}")));

    private static string Updates((string, string Type, string[] Values)[] kinds) => string.Join("; ", kinds.Select(static (kind, i) =>
        $"update v{i} set v = case id % 3 {string.Join(" ", kind.Values.Take(3).Select((value, n) => $"when {n} then ({value})::{kind.Type}"))} end where id > 2000; "
        + $"delete from w{i} where ctid = (select min(ctid) from w{i}); update w{i} set v = {kind.Values[^1]} where ctid = (select max(ctid) from w{i})"));
}
