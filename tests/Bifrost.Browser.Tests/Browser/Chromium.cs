using Bifrost.Testing;
using Microsoft.Playwright;

namespace Bifrost.Browser.Tests.Browser;

/// <summary>The Chromium that is installed on the machine, started once for the run. None is downloaded.</summary>
internal static class Chromium
{
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome"];

    private static readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> Started = new(StartAsync);

    /// <summary>Skips the test where there is no Chromium; fails it in CI.</summary>
    public static async Task<IBrowser> GetAsync()
    {
        if (Find() is null)
            Prerequisite.Missing("Chromium is not installed (apt-get install chromium)");
        return (await Started.Value).Browser;
    }

    public static async Task StopAsync()
    {
        if (!Started.IsValueCreated)
            return;
        var (playwright, browser) = await Started.Value;
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(static folder => Programs.Select(program => Path.Combine(folder, program))).FirstOrDefault(File.Exists);

    private static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        // Chromium's sandbox refuses to run as root, which a container often is; the pages are our own.
        return (playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Find(), Args = ["--no-sandbox"] }));
    }
}
