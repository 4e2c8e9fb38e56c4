using Bifrost.Testing;

// Fixtures that say so run side by side: their tests wait for servers most of their time.
[assembly: LevelOfParallelism(3)]

/// <summary>Stops the run's servers when its last test has ended. Outside any namespace: it holds for the assembly.</summary>
[SetUpFixture]
public sealed class ServersForTheRun
{
    [OneTimeTearDown]
    public Task StopAsync() => TestServer.StopAllAsync();
}
