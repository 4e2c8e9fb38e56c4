namespace Bifrost.Bench.Databases;

/// <summary>
/// A table of two rows that tells a reader of a replica how far it is, for the price of one row: a writer's last transaction raises the mark,
/// and whoever sees the new mark sees everything that was committed before it. The second row is the probe's.
/// </summary>
internal static class MarkTable
{
    public const string Name = "bench_mark";

    public const int Mark = 1;

    public const int Probe = 2;

    public const string Create = "create table bench_mark (id int primary key, n bigint not null)";

    public const string Fill = "insert into bench_mark values (1, 0), (2, 0)";

    /// <summary>Sets a row; parameters <c>$1</c> the value, <c>$2</c> the row.</summary>
    public const string Set = "update bench_mark set n = $1 where id = $2";

    /// <summary>Reads the row <c>$1</c>.</summary>
    public const string Read = "select n from bench_mark where id = $1";
}
