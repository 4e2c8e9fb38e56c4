namespace Bifrost.KafkaConnect.Tests.Parity.Cases;

/// <summary>What a table is: its key, its name, its columns, and what becomes of them.</summary>
internal static class TableCases
{
    /// <summary>Schemas that the cases have.</summary>
    public const string Schemas = """create schema app; create schema "Other";""";

    public static IReadOnlyList<ParityCase> All { get; } =
    [
        new()
        {
            Name = "no key, inserts only",
            Table = "app.keyless",
            Definition = "create table app.keyless (id integer, v text)",
            Rows = "insert into app.keyless values (1, 'a'), (1, 'a')",
            Changes = ["insert into app.keyless values (2, 'b'), (2, 'b')"],
            Stops = Stops.Source,
        },
        new()
        {
            Name = "no key, REPLICA IDENTITY FULL",
            Table = "app.keyless_full",
            Definition = "create table app.keyless_full (id integer, v text); alter table app.keyless_full replica identity full",
            Rows = "insert into app.keyless_full values (1, 'a'), (1, 'a'), (3, 'c')",
            Changes = ["insert into app.keyless_full values (2, 'b')", "update app.keyless_full set v = 'z' where id = 3; delete from app.keyless_full where id = 2"],
            Stops = Stops.Sink,
        },
        new()
        {
            Name = "no key, keyColumns in the topology",
            Table = "app.keyed_by_topology",
            Definition = "create table app.keyed_by_topology (id integer not null, v text); alter table app.keyed_by_topology replica identity full",
            Rows = "insert into app.keyed_by_topology values (1, 'a'), (3, 'c')",
            Changes = ["insert into app.keyed_by_topology values (2, 'b')", "update app.keyed_by_topology set v = 'z' where id = 1; delete from app.keyed_by_topology where id = 3"],
        },
        new()
        {
            Name = "REPLICA IDENTITY USING INDEX, no primary key",
            Table = "app.keyed_by_index",
            Definition =
                """
                create table app.keyed_by_index (id integer not null, v text); create unique index keyed_by_index_u on app.keyed_by_index (id);
                alter table app.keyed_by_index replica identity using index keyed_by_index_u
                """,
            Rows = "insert into app.keyed_by_index values (1, 'a'), (3, 'c')",
            Changes = ["insert into app.keyed_by_index values (2, 'b')", "update app.keyed_by_index set v = 'z' where id = 1; delete from app.keyed_by_index where id = 3"],
        },
        new()
        {
            Name = "mixed case, blanks and reserved words in names",
            Table = "app.\"MiXed\"",
            Definition = "create table app.\"MiXed\" (\"Id\" integer primary key, \"VaL ue\" integer, \"select\" integer)",
            Rows = "insert into app.\"MiXed\" values (1, 1, 1)",
            Changes = ["insert into app.\"MiXed\" values (2, 2, 2); update app.\"MiXed\" set \"VaL ue\" = 8 where \"Id\" = 1"],
            Key = "\"Id\"",
        },
        new()
        {
            Name = "letters that topics do not know, in names",
            Table = "app.\"a$b_ç\"",
            Definition = "create table app.\"a$b_ç\" (id integer primary key, \"c-d\" integer, \"é\" integer)",
            Rows = "insert into app.\"a$b_ç\" values (1, 1, 1)",
            Changes = ["insert into app.\"a$b_ç\" values (2, 2, 2); update app.\"a$b_ç\" set \"é\" = 8 where id = 1"],
        },
        new()
        {
            Name = "another schema, mixed case",
            Table = "\"Other\".plain",
            Definition = "create table \"Other\".plain (id integer primary key, v integer)",
            Rows = "insert into \"Other\".plain values (1, 1)",
            Changes = ["insert into \"Other\".plain values (2, 2); update \"Other\".plain set v = 3 where id = 1"],
        },
        new()
        {
            Name = "a blank in a table's name",
            Table = "app.\"two words\"",
            Definition = "create table app.\"two words\" (id integer primary key, v integer)",
            Rows = "insert into app.\"two words\" values (1, 1)",
            Changes = ["insert into app.\"two words\" values (2, 2)"],
            Stops = Stops.KafkaSink,
        },
        new()
        {
            Name = "partitioned table",
            Table = "app.parted",
            Definition = "create table app.parted (id integer primary key, v integer) partition by range (id); create table app.parted_1 partition of app.parted for values from (-100) to (100)",
            Rows = "insert into app.parted values (1, 1), (2, 2)",
            Changes = ["insert into app.parted values (3, 3); update app.parted set v = 9 where id = 1; delete from app.parted where id = 2"],
        },
        new()
        {
            Name = "generated column",
            Table = "app.computed",
            Definition = "create table app.computed (id integer primary key, a integer, v integer generated always as (a * 2) stored)",
            Rows = "insert into app.computed (id, a) values (1, 1)",
            Changes = ["insert into app.computed (id, a) values (2, 2)", "update app.computed set a = 5 where id = 1"],
        },
        new()
        {
            Name = "identity column",
            Table = "app.counted",
            Definition = "create table app.counted (id integer generated always as identity primary key, v integer)",
            Rows = "insert into app.counted (v) values (1)",
            Changes = ["insert into app.counted (v) values (2)", "update app.counted set v = 9 where id = 1"],
            Marker = "insert into app.counted (id) overriding system value values ({0})",
        },
        new()
        {
            Name = "serial column",
            Table = "app.numbered",
            Definition = "create table app.numbered (id serial primary key, v integer)",
            Rows = "insert into app.numbered (v) values (1)",
            Changes = ["insert into app.numbered (v) values (2)", "update app.numbered set v = 9 where id = 1"],
        },
        new()
        {
            Name = "column added with a default",
            Table = "app.added",
            Definition = "create table app.added (id integer primary key, v integer)",
            Rows = "insert into app.added values (1, 1)",
            Changes = ["alter table app.added add w integer default 7", "insert into app.added (id, v) values (2, 2), (3, 3); update app.added set w = null where id = 3"],
            Unforeseen = true,
        },
        new()
        {
            Name = "column added NOT NULL without a default",
            Table = "app.added_not_null",
            Definition = "create table app.added_not_null (id integer primary key, v integer)",
            Rows = "insert into app.added_not_null values (1, 1)",
            Changes = ["truncate app.added_not_null; alter table app.added_not_null add w integer not null default 0; alter table app.added_not_null alter w drop default", "insert into app.added_not_null values (2, 2, 2)"],
            Marker = "insert into app.added_not_null select (json_populate_record(null::app.added_not_null, '{\"id\": {0}, \"w\": 0}')).*",
            Unforeseen = true,
            Stops = Stops.Sink,
        },
        new()
        {
            Name = "column dropped",
            Table = "app.dropped",
            Definition = "create table app.dropped (id integer primary key, v integer, w integer)",
            Rows = "insert into app.dropped values (1, 1, 1)",
            Changes = ["alter table app.dropped drop w", "insert into app.dropped values (2, 2)"],
            Unforeseen = true,
        },
        new()
        {
            Name = "column renamed",
            Table = "app.renamed",
            Definition = "create table app.renamed (id integer primary key, v integer)",
            Rows = "insert into app.renamed values (1, 1)",
            Changes = ["alter table app.renamed rename v to w", "insert into app.renamed values (2, 2)"],
            Unforeseen = true,
            Stops = Stops.Sink,
        },
        new()
        {
            Name = "default now(), made by the sink",
            Table = "app.stamped",
            Definition = "create table app.stamped (id integer primary key, at timestamptz default now())",
            Rows = "insert into app.stamped values (1, '2024-01-01 00:00+00')",
            Changes = ["insert into app.stamped values (2, null)"],
            MadeBySink = true,
        },
    ];
}
