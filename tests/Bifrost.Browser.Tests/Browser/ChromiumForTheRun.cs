using Bifrost.Browser.Tests.Browser;

/// <summary>Ends the browser when the last test has ended. Outside any namespace: it holds for the assembly.</summary>
[SetUpFixture]
public sealed class ChromiumForTheRun
{
    [OneTimeTearDown]
    public Task StopAsync() => Chromium.StopAsync();
}
