using System.CommandLine;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Contracts;

namespace Bifrost.Cli.Plugins;

/// <param name="Unread">Classes whose keys the cluster does not tell, with its reason.</param>
internal sealed record KeySearch(IReadOnlyList<FoundKey> Keys, IReadOnlyList<UnreadPlugin> Unread);

internal sealed record FoundKey(string Class, string ClassType, string? Version, string Key, string Type, bool Required, string? Default, string Documentation);

internal sealed record UnreadPlugin(string Class, string Reason);

/// <summary>Searches the keys of everything that is installed, by name and by documentation.</summary>
internal sealed class SearchCommand : Verb
{
    private readonly Argument<string[]> _words;
    private readonly Option<string?> _class;

    public SearchCommand() : base("search", "Search the keys of every installed class, by name and documentation", "bifrost plugins search replica identity --cluster kafka", "bifrost plugins search truncate --class jdbc")
    {
        _words = Take(new Argument<string[]>("words") { Description = "Words that must all occur", Arity = ArgumentArity.OneOrMore });
        _class = Take(new Option<string?>("--class") { Description = "Only classes whose name holds this text", HelpName = "TEXT" });
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var client = invocation.OpenCluster();
        var part = invocation.Value(_class) ?? "";
        var plugins = (await client.ListPluginsAsync(connectorsOnly: false, cancellation).ConfigureAwait(false)).Where(plugin => plugin.Class.Contains(part, StringComparison.OrdinalIgnoreCase)).ToList();
        var read = await PluginKeys.ReadAsync(client, plugins, cancellation).ConfigureAwait(false);
        var words = invocation.Value(_words)!;
        var found = read.SelectMany(plugin => plugin.Keys.Where(key => words.All(word => Holds(key, word))).Select(key => Found(plugin.Plugin, key)))
            .OrderBy(static key => key.Class, StringComparer.Ordinal).ThenBy(static key => key.Key, StringComparer.Ordinal).ToList();
        var search = new KeySearch(found, [.. read.Where(static plugin => plugin.Fault is not null).Select(static plugin => new UnreadPlugin(plugin.Plugin.Class, plugin.Fault!))]);
        invocation.Results.Write(search, View);
        return ExitCode.Fine;
    }

    private static bool Holds(ConfigKeyInfo key, string word) =>
        key.Name.Contains(word, StringComparison.OrdinalIgnoreCase) || key.Documentation?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;

    private static FoundKey Found(PluginInfo plugin, ConfigKeyInfo key) => new(plugin.Class, plugin.Type, plugin.Version, key.Name, key.Type, key.Required, key.DefaultValue, key.Documentation ?? "");

    private static Table View(KeySearch search) => Table.Of(search.Keys,
        ("Class", static row => row.Class[(row.Class.LastIndexOf('.') + 1)..]),
        ("Key", static row => row.Key),
        ("Type", static row => row.Type.ToLowerInvariant()),
        ("Default", static row => row.Required ? "(required)" : row.Default ?? "-"),
        ("Documentation", static row => KeyText.FirstSentence(row.Documentation))) with
    {
        WhenEmpty = "No key holds these words.",
        Notes = [.. search.Unread.Select(static one => $"{one.Class}: its keys cannot be read, and were not searched: {one.Reason}")],
    };
}
