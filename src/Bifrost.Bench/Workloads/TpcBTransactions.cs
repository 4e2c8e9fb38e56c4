using System.Globalization;
using Bifrost.Bench.Databases;
using Npgsql;

namespace Bifrost.Bench.Workloads;

/// <summary>pgbench's own transaction (<c>tpcb-like</c>), with numbers that are a function of the transaction's.</summary>
internal sealed class TpcBTransactions(RunDatabases databases, BenchPlan plan)
{
    public Task WriteAsync(CancellationToken cancellation) => Clients.RunAsync(databases, plan.SizeOf(Workload.Tpcb), connection => Task.FromResult<Func<long, Task>>(async number =>
    {
        var account = 1 + (number * 7919 % SideTable.AccountsOf(plan));
        var teller = 1 + (number * 31 % (SideTable.Branches * SideTable.TellersOfBranch));
        var branch = 1 + (number * 7 % SideTable.Branches);
        var delta = (number * 37 % 10_001) - 5_000;
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Command($"update pgbench_accounts set abalance = abalance + {delta} where aid = {account}"),
                Command($"select abalance from pgbench_accounts where aid = {account}"),
                Command($"update pgbench_tellers set tbalance = tbalance + {delta} where tid = {teller}"),
                Command($"update pgbench_branches set bbalance = bbalance + {delta} where bid = {branch}"),
                Command($"insert into pgbench_history (tid, bid, aid, delta, mtime) values ({teller}, {branch}, {account}, {delta}, current_timestamp)"),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }), cancellation);

    private static NpgsqlBatchCommand Command(FormattableString text) => new(text.ToString(CultureInfo.InvariantCulture));
}
