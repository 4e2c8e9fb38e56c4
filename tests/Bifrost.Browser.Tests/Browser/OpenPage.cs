using Microsoft.Playwright;

namespace Bifrost.Browser.Tests.Browser;

/// <summary>A page as a reader has it: a file that was double-clicked. It writes down what the browser complains of.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private const int Height = 900;

    private readonly IBrowserContext _context;
    private readonly DirectoryInfo _folder;
    private readonly List<string> _complaints = [];
    private readonly List<string> _requests = [];

    private OpenPage(IBrowserContext context, DirectoryInfo folder, IPage page)
    {
        (_context, _folder, Page) = (context, folder, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Add($"console: {message.Text}");
        };
        page.PageError += (_, error) => _complaints.Add($"script: {error}");
        page.RequestFailed += (_, request) => _complaints.Add($"failed: {request.Url}");
        page.Request += (_, request) => _requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, errors of scripts, requests that failed.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Everything that was asked for, the page itself first.</summary>
    public IReadOnlyList<string> Requests => _requests;

    public static async Task<OpenPage> OpenAsync(string html, int width, bool scripts = true)
    {
        var browser = await Chromium.GetAsync();
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = Height }, ColorScheme = ColorScheme.Light, JavaScriptEnabled = scripts });
        var folder = Directory.CreateTempSubdirectory("bifrost-page-");
        var file = Path.Combine(folder.FullName, "index.html");
        await File.WriteAllTextAsync(file, html);
        var open = new OpenPage(context, folder, await context.NewPageAsync());
        await open.Page.GotoAsync(new Uri(file).AbsoluteUri);
        return open;
    }

    /// <summary>Opens everything that is folded away.</summary>
    public Task UnfoldAsync() => Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(details => details.open = true)");

    /// <summary>What is wrong with how the page is laid out; nothing where all is well.</summary>
    public async Task<IReadOnlyList<string>> FaultsOfLayoutAsync() => await Page.EvaluateAsync<string[]>(LayoutProbe.Script);

    /// <summary>Keeps a picture of the whole page where <c>BIFROST_SCREENSHOTS</c> names a folder.</summary>
    public async Task ShootAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("BIFROST_SCREENSHOTS") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(Directory.CreateDirectory(folder).FullName, name + ".png"), FullPage = true });
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
