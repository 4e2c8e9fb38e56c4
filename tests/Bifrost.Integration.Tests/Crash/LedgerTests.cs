using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Crash;

/// <summary>The check itself: it must see what it is there for.</summary>
public sealed class LedgerTests
{
    private ScratchDatabase _database = null!;

    [SetUp]
    public async Task Begin()
    {
        _database = await (await TestServer.Shared).CreateDatabaseAsync();
        await _database.ExecuteAsync(Ledger.Tables);
        for (var number = 1; number <= 5; number++)
            await _database.ExecuteAsync(Ledger.Movement(number, number, number + 1, 10, 1));
        (await Ledger.FaultsAsync(_database)).ShouldBeEmpty();
    }

    [TearDown]
    public async Task End() => await _database.DisposeAsync();

    [TestCase("delete from entry where movement = 3 and amount > 0", TestName = "A_lost_row_is_seen")]
    [TestCase("insert into entry select * from entry where movement = 3 limit 1", TestName = "A_doubled_row_is_seen")]
    [TestCase("insert into entry select * from entry where movement = 3", TestName = "A_doubled_insert_of_both_rows_is_seen")]
    [TestCase("update account set balance = balance + 10 where id = 3", TestName = "Half_of_a_transaction_is_seen")]
    [TestCase("insert into entry values (6, 1, 7), (6, 2, -7); update account set balance = balance + 7 where id = 1; update account set balance = balance - 7 where id = 2", TestName = "A_transaction_without_its_last_row_is_seen")]
    [TestCase("delete from entry where movement = 2; update account set balance = balance + 10 where id = 2; update account set balance = balance - 10 where id = 3; update counter set n = n - 1 where id = 1",
        TestName = "A_whole_transaction_that_is_lost_is_seen")]
    public async Task What_must_not_be_is_seen(string fault)
    {
        await _database.ExecuteAsync(fault);
        (await Ledger.FaultsAsync(_database)).ShouldNotBeEmpty();
    }
}
