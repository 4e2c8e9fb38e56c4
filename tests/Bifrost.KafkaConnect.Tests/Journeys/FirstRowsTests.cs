using Bifrost.KafkaConnect.Tests.Places;

namespace Bifrost.KafkaConnect.Tests.Journeys;

public sealed class FirstRowsTests
{
    [Test]
    public async Task Rows_that_were_there_and_rows_that_come_reach_two_targets([Values("json", "avro")] string converter)
    {
        await using var place = await KafkaPlace.CreateAsync("create table app.t (id int primary key, name text); insert into app.t values (1, 'one')", targets: 2, converter);
        await place.DeployAsync();
        await place.UntilEqualAsync("select * from app.t");
        await place.Source.ExecuteAsync("insert into app.t values (2, 'two'); update app.t set name = 'uno' where id = 1");
        await place.UntilEqualAsync("select * from app.t");
        await place.KafkaAsync("verify");
    }
}
