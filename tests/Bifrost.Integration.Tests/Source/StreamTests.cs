using Bifrost.Replication.Changes;

namespace Bifrost.Integration.Tests.Source;

public sealed class StreamTests
{
    private const string Table = "create table t (id int primary key, note text)";

    [Test]
    public async Task Inserts_updates_deletes_and_truncates_arrive_in_order_with_their_values()
    {
        await using var source = await StreamedSource.CreateAsync(Table);
        var (_, events) = source.Read(source.Start);
        await source.Database.ExecuteAsync("insert into t values (1, 'a'), (2, null)");
        await source.Database.ExecuteAsync("update t set note = 'b' where id = 2");
        await source.Database.ExecuteAsync("delete from t where id = 1");
        await source.Database.ExecuteAsync("truncate t restart identity cascade");
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["I public.t (1,a)", "I public.t (2,null)"]);
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["U public.t (2,b)"]);
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["D public.t Key (1,null)"]);
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["T t cascade restart"]);
    }
}
