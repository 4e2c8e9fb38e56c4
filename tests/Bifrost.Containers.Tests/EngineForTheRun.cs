using Bifrost.Containers.Tests.Engine;
using Bifrost.Testing;

/// <summary>Ends the run's engine, with all that is in it, when the last test has ended. Outside any namespace: it holds for the assembly.</summary>
[SetUpFixture]
public sealed class EngineForTheRun
{
    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await DockerEngine.EndSharedAsync();
        await TestServer.StopAllAsync();
    }
}
