using Bifrost.Testing;

/// <summary>Stops the run's servers when its last test has ended. Outside any namespace: it holds for the assembly.</summary>
[SetUpFixture]
public sealed class ServersForTheRun
{
    [OneTimeTearDown]
    public Task StopAsync() => TestServer.StopAllAsync();
}
