using System.Globalization;
using Bifrost.Bench.Workloads;

namespace Bifrost.Bench.Databases;

/// <summary>A table that a workload needs beside <c>orders</c>.</summary>
/// <param name="Create">Makes it, on any server; statements.</param>
/// <param name="Fill">What it holds before the replicas are made, a function of the plan alone.</param>
internal sealed record SideTable(string Name, IReadOnlyList<string> Create, string? Fill)
{
    /// <summary>The column that takes the mark in the row <see cref="TableMarks.Row"/>; null for a table that has no such row.</summary>
    public string? MarkColumn { get; init; }

    /// <summary>Tables of the workload over many.</summary>
    public const int Many = 50;

    public const int RowsOfMany = 1_000;

    public const int Branches = 10;

    public const int TellersOfBranch = 10;

    /// <summary>A row of 1 MB for ten thousand of the plan.</summary>
    private const int RowsOfLarge = 10_000;

    public static IReadOnlyList<SideTable> Of(BenchPlan plan) => [.. plan.Workloads.SelectMany(workload => Of(workload, plan))];

    /// <summary>Makes every table of a replica, <c>orders</c> and the mark's too, empty; statements.</summary>
    public static string[] CreateAll(IReadOnlyList<SideTable> beside) => [OrdersTable.Create(withKey: true), MarkTable.Create, .. beside.SelectMany(static table => table.Create)];

    public static string NameOfMany(long number) => string.Create(CultureInfo.InvariantCulture, $"many_{number:00}");

    private static IEnumerable<SideTable> Of(Workload workload, BenchPlan plan) => workload switch
    {
        Workload.Wide => Wide(plan),
        Workload.Many => Enumerable.Range(0, Many).Select(static number => OfMany(NameOfMany(number))),
        Workload.Tpcb => TpcB(plan),
        _ => [],
    };

    private static IEnumerable<SideTable> Wide(BenchPlan plan)
    {
        // Out of line and not compressed, as such values are that do not shrink: a digest repeated would.
        yield return new SideTable(
            "wide", ["create table wide (id bigint primary key, touched int not null, body text not null)", "alter table wide alter body set storage external"],
            Text($"insert into wide select n, 0, repeat(md5(n::text), 64) from generate_series(1, {plan.SizeOf(Workload.Wide)}) n"));
        yield return new SideTable(
            "large", ["create table large (id bigint primary key, touched int not null, body text not null)", "alter table large alter body set storage external"],
            Text($"insert into large select n, 0, repeat(md5(n::text), 32768) from generate_series(1, {Math.Max(1, plan.Rows / RowsOfLarge)}) n"));
    }

    private static SideTable OfMany(string name) => new(
        name, [$"create table {name} (id bigint primary key, n bigint not null, note text)"], Text($"insert into {name} select n, 0, md5(n::text) from generate_series(1, {RowsOfMany}) n; insert into {name} values ({TableMarks.Row}, 0, 'mark')"))
    {
        MarkColumn = "n",
    };

    /// <summary>As <c>pgbench -i</c> makes them. The history has no key, so it needs an identity for its publication.</summary>
    private static IEnumerable<SideTable> TpcB(BenchPlan plan) =>
    [
        new("pgbench_branches", ["create table pgbench_branches (bid int primary key, bbalance int, filler char(88))"], Text($"insert into pgbench_branches select n, 0, '' from generate_series(1, {Branches}) n")),
        new("pgbench_tellers", ["create table pgbench_tellers (tid int primary key, bid int, tbalance int, filler char(84))"],
            Text($"insert into pgbench_tellers select n, 1 + (n - 1) / {TellersOfBranch}, 0, '' from generate_series(1, {Branches * TellersOfBranch}) n")),
        new("pgbench_accounts", ["create table pgbench_accounts (aid int primary key, bid int, abalance int, filler char(84))"],
            Text($"insert into pgbench_accounts select n, 1 + n % {Branches}, 0, '' from generate_series(1, {AccountsOf(plan)}) n")),
        new("pgbench_history", ["create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22))", "alter table pgbench_history replica identity full"], null),
    ];

    public static long AccountsOf(BenchPlan plan) => Math.Max(Branches, plan.Rows / 10);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
