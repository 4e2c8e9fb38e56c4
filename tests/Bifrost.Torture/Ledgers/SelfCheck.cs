using Bifrost.Replication.Changes;
using Bifrost.Testing;
using Npgsql;

namespace Bifrost.Torture.Ledgers;

/// <summary>Shows that the check sees what it is there for: each fault is put into a whole ledger, must be named by the query that observers ask and by the comparison, and is taken back.</summary>
internal static class SelfCheck
{
    /// <summary>What goes wrong, the statement that makes it so, and whether a reader of the replica alone can know.</summary>
    public static readonly IReadOnlyList<(string Fault, string Statement, bool IsSeenByObservers)> Faults =
    [
        ("a row that is lost", "delete from entry where ctid = (select min(ctid) from entry)", true),
        ("a row that is doubled", "insert into entry select * from entry where ctid = (select min(ctid) from entry)", true),
        ("a whole movement that is doubled", "insert into entry select * from entry where (writer, number) = (1, 5)", true),
        ("a transaction that is lost", "delete from entry where (writer, number) = (1, 7); delete from movement where (writer, number) = (1, 7)", true),
        ("the last transaction that lacks its first table", "delete from movement where writer = 1 and number = (select n from counter where writer = 1)", true),
        ("the last transaction that lacks its last table", "update counter set n = n - 1 where writer = 1", true),
        ("half of an amount moved", "update account set balance = balance + 1 where id = 3", true),
        ("a key that changed without its count", "update token set place = place + 1000, moves = moves + 1 where token = 4", true),
        ("a large transaction that is torn", "delete from bulk where id % 2 = 0", true),
        ("a truncated table that was not filled", "truncate bulk", true),
        ("an update that is lost", "update movement set seen = seen + 1 where (writer, number) = (1, 6)", false),
        ("a large value that was overwritten", "update movement set note = '' where (writer, number) = (1, 8)", false),
        ("a row of a table without invariants that is lost", "delete from extra where id = 3", false),
    ];

    /// <summary>Movements in the ledger that is spoilt.</summary>
    private const int Movements = 20;

    /// <summary>The faults that were not seen, and what was seen where there is none.</summary>
    /// <param name="first">Two empty databases; they end with the same ledger.</param>
    public static async Task<IReadOnlyList<string>> RunAsync(ScratchDatabase first, ScratchDatabase second)
    {
        foreach (var database in new[] { first, second })
        {
            await database.ExecuteAsync(Ledger.Script);
            await database.ExecuteAsync("select setseed(0.5); " + string.Join("; ", Script()));
        }

        await using var source = await first.OpenAsync();
        await using var replica = await second.OpenAsync();
        var unseen = new List<string>();
        unseen.AddRange((await Ledger.FaultsAsync(replica)).Select(static fault => $"a whole ledger is said to be wrong: {fault}"));
        unseen.AddRange((await Comparison.OfAsync(source, replica)).Differences.Select(static difference => $"equal ledgers are said to differ: {difference}"));
        foreach (var (fault, statement, isSeenByObservers) in Faults)
        {
            await using var transaction = await replica.BeginTransactionAsync();
            await using (var spoil = new NpgsqlCommand(statement, replica, transaction))
                await spoil.ExecuteNonQueryAsync();
            if (isSeenByObservers && (await Ledger.FaultsAsync(replica)).Count == 0)
                unseen.Add($"observers do not see {fault}");
            if ((await Comparison.OfAsync(source, replica)).Differences.Count == 0)
                unseen.Add($"the comparison does not see {fault}");
            await transaction.RollbackAsync();
        }

        var now = new Seen(2, new Lsn(200), [5, 5]);
        if (LedgerObserver.Backwards(now, now with { Counts = [5, 4] }) is null || LedgerObserver.Backwards(now, now with { EndLsn = new Lsn(199) }) is null)
            unseen.Add("observers do not see a number that goes backwards");
        return unseen;
    }

    private static IEnumerable<string> Script()
    {
        var random = new Random(1);
        for (var number = 1; number <= Movements; number++)
        {
            yield return LedgerScripts.Movement(1, number, random);
            yield return LedgerScripts.Move(1, random);
        }

        yield return LedgerScripts.Bulk(random);
        yield return LedgerScripts.Close(1, 3);
    }
}
