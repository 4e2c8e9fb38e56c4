namespace Bifrost.KafkaConnect.Tests.Parity.Cases;

/// <summary>What happens to rows: keys, defaults, values too long for a page, several tables at once.</summary>
internal static class RowCases
{
    private const string Long = "repeat(md5('x'), 400)";

    public static IReadOnlyList<ParityCase> All { get; } =
    [
        Toast("TOAST columns untouched by an update", "app.toast", "update app.toast set n = 10 where id = 1; update app.toast set id = 20 where id = 2", "update app.toast set n = 30 where id = 3"),
        Toast("TOAST columns untouched by an update, row deleted right after", "app.toast_gone", "update app.toast_gone set n = 30 where id = 3; delete from app.toast_gone where id = 3"),
        new()
        {
            Name = "NULL into columns with defaults",
            Table = "app.defaulted",
            Definition = "create table app.defaulted (id integer primary key, i integer default 7, t text default 'x', at timestamptz default now(), b boolean default true, n numeric(5,2) default 1)",
            Rows = "insert into app.defaulted values (1, null, null, null, null, null), (2, 2, '', '2024-01-01 00:00+00', false, 2)",
            Changes = ["insert into app.defaulted values (3, null, null, null, null, null)", "update app.defaulted set i = null, t = null, at = null, b = null, n = null where id = 2"],
            Marker = "insert into app.defaulted values ({0}, 1, 'x', '2024-01-01 00:00+00', true, 1)",
        },
        new()
        {
            Name = "key change",
            Table = "app.key_change",
            Definition = "create table app.key_change (id integer primary key, v integer)",
            Rows = "insert into app.key_change values (1, 1), (2, 2), (3, 3)",
            Changes = ["update app.key_change set id = 10 where id = 1", "update app.key_change set id = 4 where id = 2; update app.key_change set id = 2 where id = 3"],
        },
        new()
        {
            Name = "key change, key of two columns",
            Table = "app.key_of_two",
            Definition = "create table app.key_of_two (a integer, b text, v integer, primary key (b, a))",
            Rows = "insert into app.key_of_two values (1, 'x', 1)",
            Changes = ["insert into app.key_of_two values (2, 'x', 2)", "update app.key_of_two set v = 5 where a = 1", "update app.key_of_two set b = 'y z' where a = 2"],
            Key = "a",
            Marker = "insert into app.key_of_two values ({0}, 'm')",
        },
        new()
        {
            Name = "text key with odd letters",
            Table = "app.key_text",
            Definition = "create table app.key_text (id text primary key, v integer)",
            Rows = """insert into app.key_text values ('x', 1), ('it''s {a:b}, "q"', 2), ('', 3)""",
            Changes = ["""update app.key_text set id = 'y z' where id = 'x'; update app.key_text set id = '{"k": [1]}' where v = 2; delete from app.key_text where id = ''"""],
        },
        new()
        {
            Name = "numeric key",
            Table = "app.key_numeric",
            Definition = "create table app.key_numeric (id numeric primary key, v integer)",
            Rows = "insert into app.key_numeric values (1.50, 1), (2.25, 2)",
            Changes = ["update app.key_numeric set v = 9 where id = 1.5; delete from app.key_numeric where id = 2.25"],
        },
        new()
        {
            Name = "uuid and timestamptz key",
            Table = "app.key_uuid",
            Definition = "create table app.key_uuid (id uuid, at timestamptz, v integer, primary key (id, at))",
            Rows = "insert into app.key_uuid select '00000000-0000-0000-0000-000000000001', '2024-01-01 00:00:00.123456+00', i from generate_series(1, 1) i",
            Changes = ["update app.key_uuid set v = 9; insert into app.key_uuid values ('00000000-0000-0000-0000-000000000002', '2024-01-01 00:00+00', 2)", "delete from app.key_uuid where v = 9"],
            Marker = "insert into app.key_uuid values ('{0}', '2024-01-01 00:00+00')",
            SnapshotMark = "00000000-0000-0000-0000-00000000f001",
            StreamMark = "00000000-0000-0000-0000-00000000f002",
        },
        new()
        {
            Name = "nothing but a key",
            Table = "app.key_only",
            Definition = "create table app.key_only (id integer primary key)",
            Rows = "insert into app.key_only values (1)",
            Changes = ["insert into app.key_only values (2); update app.key_only set id = 3 where id = 2; delete from app.key_only where id = 1"],
        },
        new()
        {
            Name = "one row changed many times in one transaction",
            Table = "app.busy",
            Definition = "create table app.busy (id integer primary key, v integer)",
            Rows = "insert into app.busy values (1, 0), (2, 0)",
            Changes = ["update app.busy set v = 1 where id = 1; delete from app.busy where id = 1; insert into app.busy values (1, 2); update app.busy set v = v + 1; delete from app.busy where id = 2"],
        },
        new()
        {
            Name = "truncate, then rows",
            Table = "app.emptied",
            Definition = "create table app.emptied (id integer primary key, v integer)",
            Rows = "insert into app.emptied values (1, 1), (2, 2)",
            Changes = ["insert into app.emptied values (3, 3); truncate app.emptied; insert into app.emptied values (4, 4)"],
        },
        new()
        {
            Name = "several tables in one transaction",
            Table = "app.several_a",
            Others = ["app.several_b"],
            Definition = "create table app.several_a (id integer primary key, v integer); create table app.several_b (id integer primary key, v integer)",
            Rows = "insert into app.several_a values (1, 1); insert into app.several_b values (1, 1)",
            Changes = ["insert into app.several_a values (2, 2); insert into app.several_b values (2, 2); update app.several_a set v = 3; delete from app.several_b where id = 1; update app.several_b set v = 4"],
        },
        new()
        {
            Name = "parent and child deleted in one transaction, foreign key",
            Table = "app.z_parent",
            Others = ["app.a_child"],
            Definition = "create table app.z_parent (id integer primary key); create table app.a_child (id integer primary key, parent integer references app.z_parent)",
            Rows = "insert into app.z_parent values (1), (2); insert into app.a_child values (1, 1), (2, 2)",
            Changes = ["insert into app.z_parent values (3); insert into app.a_child values (3, 3)", "delete from app.a_child where id = 1; delete from app.z_parent where id = 1"],
        },
        new()
        {
            Name = "swap of unique values in one transaction",
            Table = "app.swapped",
            Definition = "create table app.swapped (id integer primary key, u integer unique deferrable)",
            Rows = "insert into app.swapped values (1, 1), (2, 2)",
            Changes = ["update app.swapped set u = 3 - u"],
        },
    ];

    private static ParityCase Toast(string name, string table, params string[] changes) => new()
    {
        Name = name,
        Table = table,
        Definition =
            $"""
            create table {table} (id integer primary key, n integer, v text, b bytea, j jsonb, a integer[]);
            alter table {table} alter v set storage external, alter b set storage external, alter j set storage external, alter a set storage external
            """,
        Rows = $"insert into {table} select i, i, {Long}, decode({Long}, 'hex'), to_jsonb({Long}), array(select generate_series(1, 3000)) from generate_series(1, 4) i",
        Changes = changes,
    };
}
