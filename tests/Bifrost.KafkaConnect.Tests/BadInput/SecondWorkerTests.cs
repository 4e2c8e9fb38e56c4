using Bifrost.KafkaConnect.Tests.Places;

namespace Bifrost.KafkaConnect.Tests.BadInput;

/// <summary>Alone: the connectors of every test on the shared workers move when one comes or goes.</summary>
[NonParallelizable]
public sealed class SecondWorkerTests
{
    [Test]
    public async Task An_apply_holds_while_a_second_worker_comes_and_goes()
    {
        await using var place = await KafkaPlace.CreateAsync("create table app.t (id int primary key); insert into app.t values (1)", targets: 2);
        var worker = await place.Cluster.AddWorkerAsync();
        var leaving = Task.CompletedTask;
        try
        {
            var apply = place.DeployAsync();
            leaving = place.Cluster.Stack.StopPartAsync(worker);
            await apply;
        }
        finally
        {
            await leaving;
            await place.Cluster.Stack.StopPartAsync(worker);
        }

        await place.KafkaAsync("status --wait");
        await place.Source.ExecuteAsync("insert into app.t values (2)");
        await place.UntilEqualAsync("select * from app.t");
    }
}
