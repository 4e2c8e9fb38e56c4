using static Bifrost.KafkaConnect.Tests.Parity.Cases.TypeCase;

namespace Bifrost.KafkaConnect.Tests.Parity.Cases;

/// <summary>What else PostgreSQL has for a column, its own, an extension's and a user's.</summary>
internal static class OtherTypes
{
    /// <summary>Types that columns of the cases have.</summary>
    public const string Definitions =
        """
        create extension hstore schema public; create extension citext schema public; create extension ltree schema public;
        create type app.mood as enum ('sad', 'ok', 'happy'); create type app.pair as (a integer, b text);
        create domain app.posint as integer check (value > 0); create domain app.price as numeric(12,2); create domain app.mail as text;
        """;

    public static IReadOnlyList<ParityCase> All { get; } =
    [
        Of("json", """'{"a" : 1,  "a":2}'""", "'null'"),
        Of("jsonb", """'{"b": [1, null, 1e400]}'""", "'null'", """'""'"""),
        Of("xml", "'<a>b</a>'"),
        Of("ltree", "'a.b.c'"),
        Of("tsvector", "'a:1 b:2'"),
        Of("tsquery", "'a & b'"),
        Of("inet", "'10.0.0.1/8'", "'::1'"),
        Of("cidr", "'10.0.0.0/8'"),
        Of("macaddr", "'08:00:2b:01:02:03'"),
        Of("macaddr8", "'08:00:2b:01:02:03:04:05'"),
        Of("int4range", "'[1,5)'", "'empty'", "'(,5)'"),
        Of("numrange", "'[1.1,2.2]'"),
        Of("tsrange", "'[2024-01-01,2024-01-02)'"),
        Of("tstzrange", "'[2024-01-01 00:00+00,2024-01-02 00:00+00)'"),
        Of("daterange", "'[2024-01-01,2024-01-02)'"),
        Of("int4multirange", "'{[1,5),[7,9)}'"),
        Of("bit(1)", "'1'", "'0'"),
        Of("bit(12)", "'101010101010'"),
        Of("bit varying", "'101'"),
        Of("bit varying(16)", "'101'", "''"),
        Of("point", "'(1,2)'", "'(-1.5,1e300)'"),
        Of("line", "'{1,2,3}'"),
        Of("lseg", "'[(1,2),(3,4)]'"),
        Of("box", "'(3,4),(1,2)'"),
        Of("path", "'((1,2),(3,4))'"),
        Of("polygon", "'((1,2),(3,4),(5,6))'"),
        Of("circle", "'<(1,2),3>'"),
        Of("pg_lsn", "'16/B374D848'"),
        Of("oid", "4294967295", "1"),
        Of("xid8", "'123'"),
        Of("regclass", "'pg_class'"),
        Of("jsonpath", "'$.a'"),
        Of("app.mood", "'sad'", "'happy'") with { Name = "enum" },
        Of("app.posint", "5") with { Name = "domain over integer" },
        Of("app.price", "5.10") with { Name = "domain over numeric(12,2)" },
        Of("app.mail", "'a@b'", "''") with { Name = "domain over text" },
        Of("app.pair", "'(1,x)'") with { Name = "composite type" },
        Of("hstore", "'a=>1'", "''"),
    ];
}
