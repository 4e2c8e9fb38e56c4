using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Harness;

public sealed class ScratchDatabaseTests
{
    [Test]
    public async Task A_scratch_database_takes_rows_and_gives_them_back()
    {
        await using var database = await (await TestServer.Shared).CreateDatabaseAsync();
        await database.ExecuteAsync("create table t (id int primary key, note text); insert into t values (1, 'a'), (2, null)");
        (await database.RowsAsync("select * from t order by id")).ShouldBe(["(1,a)", "(2,)"]);
        await database.WaitUntilAsync("(select count(*) from t) = 2");
    }
}
