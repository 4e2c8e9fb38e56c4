using System.CommandLine;
using Bifrost.Catalogs;
using Bifrost.Cli.Plugins;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;

namespace Bifrost.Cli.CatalogImport;

/// <param name="Folder">Where the files were written.</param>
/// <param name="Unread">Classes whose keys the cluster does not tell, with its reason.</param>
internal sealed record ImportReport(string Folder, IReadOnlyList<ImportedCatalog> Catalogs, IReadOnlyList<UnreadPlugin> Unread);

/// <param name="File">Below the folder.</param>
internal sealed record ImportedCatalog(string File, string Class, string? Version, int Keys, bool Changed);

/// <summary>Writes a catalog of keys for each class that a cluster has installed.</summary>
internal sealed class ImportCommand : Verb
{
    private const string DefaultFolder = "catalogs";

    /// <summary>What Connect shows for a class without a version.</summary>
    private const string Unversioned = "unversioned";

    private readonly Option<string?> _to;
    private readonly Option<string?> _class;

    public ImportCommand() : base("import", "Write a catalog of keys for each class that the cluster has: name, type, default, recommended values",
        "bifrost catalog import --cluster kafka", "bifrost catalog import --cluster http://127.0.0.1:8083 --class Snowflake --to catalogs")
    {
        _to = Take(new Option<string?>("--to") { Description = $"The folder to write into [default: {DefaultFolder}, beside the topology file]", HelpName = "DIR" });
        _class = Take(new Option<string?>("--class") { Description = "Only classes whose name holds this text", HelpName = "TEXT" });
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var client = invocation.OpenCluster();
        var part = invocation.Value(_class) ?? "";
        var plugins = (await client.ListPluginsAsync(connectorsOnly: false, cancellation).ConfigureAwait(false)).Where(plugin => plugin.Class.Contains(part, StringComparison.OrdinalIgnoreCase)).ToList();
        if (plugins.Count == 0)
            throw new CommandException($"The {client.Endpoint} has no class whose name holds '{part}'. `bifrost plugins list --all` shows what it has.");
        var folder = invocation.Value(_to) is { } given ? invocation.Resolve(given) : Path.Combine(invocation.ProjectFolder, DefaultFolder);
        var read = await invocation.Messages.ProgressAsync(board => ReadAsync(client, plugins, board, cancellation)).ConfigureAwait(false);
        var catalogs = new List<ImportedCatalog>();
        foreach (var plugin in read.Where(static plugin => plugin.Fault is null))
            catalogs.Add(await WriteAsync(folder, await CatalogAsync(client, plugin, cancellation).ConfigureAwait(false), plugin.Plugin.Version, cancellation).ConfigureAwait(false));
        var report = new ImportReport(folder, catalogs, [.. read.Where(static plugin => plugin.Fault is not null).Select(static plugin => new UnreadPlugin(plugin.Plugin.Class, plugin.Fault!))]);
        invocation.Results.Write(report, View);
        return report.Unread.Count == 0 ? ExitCode.Fine : ExitCode.Fault;
    }

    private static async Task<IReadOnlyList<PluginKeys>> ReadAsync(IConnectClient client, IReadOnlyList<PluginInfo> plugins, IProgressBoard board, CancellationToken cancellation)
    {
        var step = board.Begin($"Reading the keys of {plugins.Count} classes");
        var read = await PluginKeys.ReadAsync(client, plugins, cancellation).ConfigureAwait(false);
        step.Finish("done");
        return read;
    }

    private static async Task<KeyCatalog> CatalogAsync(IConnectClient client, PluginKeys plugin, CancellationToken cancellation)
    {
        var recommended = await RecommendedAsync(client, plugin.Plugin, cancellation).ConfigureAwait(false);
        return new KeyCatalog
        {
            Class = plugin.Plugin.Class,
            Type = plugin.Plugin.Type,
            Versions = [plugin.Plugin.Version ?? Unversioned],
            Keys = [.. plugin.Keys.Select(key => new KeyDefinition
            {
                Name = key.Name, Type = key.Type, Required = key.Required, Default = key.DefaultValue, Importance = key.Importance, Recommended = recommended.GetValueOrDefault(key.Name, []),
            })],
        };
    }

    /// <summary>Only validation tells them, and only connectors have one. The configuration is empty but for what Connect wants, so nothing is connected to.</summary>
    private static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> RecommendedAsync(IConnectClient client, PluginInfo plugin, CancellationToken cancellation)
    {
        var config = new Dictionary<string, string>(StringComparer.Ordinal) { ["connector.class"] = plugin.Class, ["name"] = "bifrost-catalog-import" };
        if (plugin.Type == "sink")
            config["topics"] = "bifrost-catalog-import";
        else if (plugin.Type != "source")
            return new Dictionary<string, IReadOnlyList<string>>();
        try
        {
            var answer = await client.ValidateAsync(plugin.Class, config, cancellation).ConfigureAwait(false);
            return answer.Configs.Where(static one => one.Value is { RecommendedValues.Count: > 0 } && !IsOfTheWorker(one)).ToDictionary(static one => one.Value!.Name, static one => one.Value!.RecommendedValues, StringComparer.Ordinal);
        }
        catch (ConnectException e) when (e.Status is not null)
        {
            // The keys are known without it.
            return new Dictionary<string, IReadOnlyList<string>>();
        }
    }

    /// <summary>For classes and versions Connect recommends what happens to be installed, which is no property of the key.</summary>
    private static bool IsOfTheWorker(ConfigInfo key) => key.Definition?.Type == "CLASS" || key.Value!.Name.EndsWith("plugin.version", StringComparison.Ordinal);

    private static async Task<ImportedCatalog> WriteAsync(string folder, KeyCatalog catalog, string? version, CancellationToken cancellation)
    {
        var (file, text) = (CatalogFile.PathOf(catalog), CatalogFile.Write(catalog));
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var changed = !File.Exists(path) || await File.ReadAllTextAsync(path, cancellation).ConfigureAwait(false) != text;
        if (changed)
            await File.WriteAllTextAsync(path, text, cancellation).ConfigureAwait(false);
        return new ImportedCatalog(file, catalog.Class, version, catalog.Keys.Count, changed);
    }

    private static Table View(ImportReport report) => Table.Of(report.Catalogs,
        ("File", static row => row.File),
        ("Keys", static row => row.Keys.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("", static row => row.Changed ? "written" : "as it was")) with
    {
        Caption = $"In {report.Folder}:",
        Notes = [.. report.Unread.Select(static one => $"{one.Class}: its keys cannot be read, so no catalog was written: {one.Reason}")],
    };
}
