using System.Globalization;
using Bifrost.Bench.Databases;
using Npgsql;

namespace Bifrost.Bench.Workloads;

/// <summary>Transactions of an insert, an update and a delete, each in another of fifty tables.</summary>
internal sealed class MixedTransactions(RunDatabases databases, BenchPlan plan)
{
    public Task WriteAsync(CancellationToken cancellation) => Clients.RunAsync(databases, plan.SizeOf(Workload.Many), connection => Task.FromResult<Func<long, Task>>(async number =>
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in StatementsOf(number))
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }), cancellation);

    /// <summary>A prime's multiples choose rows, so that neighbours in time are none on disk; what is inserted is new, and what is deleted once is gone the next time.</summary>
    private static IEnumerable<string> StatementsOf(long number)
    {
        var row = 1 + (number * 7919 % SideTable.RowsOfMany);
        yield return Text($"insert into {Table(number)} values ({SideTable.RowsOfMany + 1 + number}, 0, 'new {number}')");
        yield return Text($"update {Table(number + 17)} set n = n + 1 where id = {row}");
        yield return Text($"delete from {Table(number + 31)} where id = {1 + (number / SideTable.Many % SideTable.RowsOfMany)}");
    }

    private static string Table(long number) => SideTable.NameOfMany(number % SideTable.Many);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
