using System.Globalization;
using Bifrost.Bench.Databases;
using Npgsql;

namespace Bifrost.Bench.Workloads;

/// <summary>What one writer commits, transaction by transaction.</summary>
internal sealed class OrdersWriter(RunDatabases databases, BenchPlan plan)
{
    private const int InsertTransactions = 5;

    /// <summary>Creates the tables on the source and fills them with the snapshot's rows.</summary>
    public Task FillAsync(CancellationToken cancellation) => databases.Source.ExecuteAsync("filling the source", cancellation,
    [
        OrdersTable.Create(withKey: true), MarkTable.Create, MarkTable.Fill, OrdersTable.Insert(1, plan.OrdersRows), OrdersTable.InsertMark,
        .. SideTable.Of(plan).SelectMany(static table => table.Fill is { } fill ? table.Create.Append(fill) : table.Create), "vacuum (analyze)",
    ]);

    /// <summary>Writes a workload's transactions over one connection; the last of them also sets the mark.</summary>
    public async Task WriteAsync(Workload workload, long mark, CancellationToken cancellation)
    {
        var statements = StatementsOf(workload);
        await using var connection = await databases.Source.OpenAsync(cancellation).ConfigureAwait(false);
        for (var number = 0; number < statements.Count; number++)
        {
            var last = number == statements.Count - 1;
            await databases.Source.GuardedAsync("writing orders", () => CommitAsync(connection, statements[number], last ? mark : null, cancellation)).ConfigureAwait(false);
        }
    }

    /// <summary>Sets the mark in a transaction of its own.</summary>
    public Task MarkAsync(long mark, CancellationToken cancellation) => databases.Source.ExecuteAsync("setting the mark", cancellation, SetMark(mark));

    /// <summary>One statement for each transaction. Updates and deletes take three rows of every ten, so that they reach every page of the table.</summary>
    internal IReadOnlyList<string> StatementsOf(Workload workload) => workload switch
    {
        Workload.Inserts => [.. Enumerable.Range(0, InsertTransactions).Select(InsertPart)],
        Workload.Updates => [Invariant($"update orders set status = 'changed', amount = amount + 1, updated_at = updated_at + interval '1 day' where id <= {plan.Rows} and id % 10 in (0, 1, 2)")],
        Workload.Wide => ["update wide set touched = touched + 1, body = repeat(md5(body), 64); update large set touched = touched + 1"],
        Workload.Deletes => [Invariant($"delete from orders where id <= {plan.Rows} and id % 10 in (3, 4, 5)")],
        _ => throw new ArgumentOutOfRangeException(nameof(workload), workload, null),
    };

    private string InsertPart(int part)
    {
        var rows = plan.SizeOf(Workload.Inserts) / InsertTransactions;
        return OrdersTable.Insert(plan.Rows + (part * rows) + 1, plan.Rows + ((part + 1) * rows));
    }

    private async Task<bool> CommitAsync(NpgsqlConnection connection, string statement, long? mark, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using (var command = new NpgsqlCommand(statement, connection, transaction))
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        if (mark is { } value)
        {
            await using var set = new NpgsqlCommand(SetMark(value), connection, transaction);
            await set.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return true;
    }

    private string SetMark(long mark) => TableMarks.Set(SideTable.Of(plan), mark);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
