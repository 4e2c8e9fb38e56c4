using Bifrost.Testing;
using Bifrost.Testing.Kafka;

/// <summary>Stops the run's Kafka and its servers when the last test has ended. Outside any namespace: it holds for the assembly.</summary>
[SetUpFixture]
public sealed class PartsForTheRun
{
    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await KafkaCluster.StopAllAsync();
        await TestServer.StopAllAsync();
    }
}
