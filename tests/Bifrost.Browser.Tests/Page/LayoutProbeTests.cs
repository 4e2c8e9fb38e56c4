using Bifrost.Browser.Tests.Browser;

namespace Bifrost.Browser.Tests.Page;

/// <summary>The probe that the page is held against finds what it is there for.</summary>
public sealed class LayoutProbeTests
{
    [TestCase("<p>one line</p><p style='margin-top: -1.6em'>on another</p>", "\"one line\" and \"on another\" overlap")]
    [TestCase("<svg width='200' height='50'><text x='5' y='20'>left mark</text><text x='30' y='22'>right mark</text></svg>", "\"left mark\" and \"right mark\" overlap")]
    [TestCase("<svg width='100' height='20' viewBox='0 0 1000 200'><text x='5' y='100' font-size='16'>shrunk</text></svg>", "\"shrunk\" is 1.6 pixels high")]
    [TestCase("<p style='width: 900px'>wide</p>", "the page is")]
    [TestCase("<p style='position: absolute; left: -40px'>beyond the edge</p>", "\"beyond the edge\" leaves the page")]
    [TestCase("<div class='card' style='width: 60px'>averylongwordwithoutabreak</div>", "leaves its box")]
    [TestCase("<p style='color: #aaa'>pale</p>", "\"pale\" has a contrast of 2.32")]
    public async Task A_page_with_a_fault_is_told_of(string body, string fault)
    {
        await using var open = await OpenPage.OpenAsync($"<!doctype html><html lang='en'><body>{body}</body></html>", 390);
        (await open.FaultsOfLayoutAsync()).ShouldContain(said => said.Contains(fault, StringComparison.Ordinal), string.Join("; ", await open.FaultsOfLayoutAsync()));
    }

    [Test]
    public async Task A_page_without_one_is_not()
    {
        await using var open = await OpenPage.OpenAsync("<!doctype html><html lang='en'><body><p>one</p><p>two</p><details><summary>more</summary><p>three</p></details></body></html>", 390);
        (await open.FaultsOfLayoutAsync()).ShouldBeEmpty();
    }
}
