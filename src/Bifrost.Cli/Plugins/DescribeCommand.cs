using System.CommandLine;
using Bifrost.Catalogs;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;

namespace Bifrost.Cli.Plugins;

/// <summary>Shows the keys that a class takes.</summary>
internal sealed class DescribeCommand : Verb
{
    private readonly Argument<string> _class;
    private readonly Option<string?> _key;
    private readonly Option<string?> _version;

    public DescribeCommand() : base("describe", "Show the keys of a connector, transform or converter class",
        "bifrost plugins describe io.debezium.connector.postgresql.PostgresConnector --key slot")
    {
        _class = Take(new Argument<string>("class") { Description = "The Java class" });
        _key = Take(new Option<string?>("--key") { Description = "Only keys that hold this text", HelpName = "TEXT" });
        _version = Take(new Option<string?>("--plugin-version") { Description = "Which version, where several are installed", HelpName = "VERSION" });
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var client = invocation.OpenCluster();
        var keys = await KeysAsync(client, invocation, cancellation).ConfigureAwait(false);
        var text = invocation.Value(_key);
        var shown = keys.Where(key => text is null || key.Name.Contains(text, StringComparison.OrdinalIgnoreCase)).ToList();
        invocation.Results.Write(shown, static rows => Table.Of(rows,
            ("Key", static row => row.Name),
            ("Type", static row => row.Type.ToLowerInvariant()),
            ("Default", static row => row.Required ? "(required)" : row.DefaultValue ?? "-"),
            ("Documentation", static row => KeyText.FirstSentence(row.Documentation))) with { WhenEmpty = "No key holds that text." });
        return ExitCode.Fine;
    }

    /// <summary>A class whose driver is missing answers 500; what is known of it from elsewhere is better than nothing.</summary>
    private async Task<IReadOnlyList<ConfigKeyInfo>> KeysAsync(IConnectClient client, Invocation invocation, CancellationToken cancellation)
    {
        var (name, version) = (invocation.Value(_class)!, invocation.Value(_version));
        try
        {
            return await client.GetPluginConfigAsync(name, version, cancellation).ConfigureAwait(false);
        }
        catch (ConnectException e) when (e.Failure == ConnectFailure.Failed)
        {
            if (KeyCatalogs.Find(name, version) is not { } catalog)
                throw new CommandException($"The keys of {name} cannot be read: {e.Message} A class answers so when something that it needs, such as a driver, is not beside it.", inner: e);
            invocation.Messages.Warning($"the cluster cannot read the keys of {name} ({e.Answer}); these are of Bifrost's own catalog, version {catalog.Versions[^1]}.");
            return [.. catalog.Keys.Select(static key => new ConfigKeyInfo(key.Name, key.Type, key.Required, key.Default, key.Importance, "", key.Group, key.OrderInGroup, key.Width, key.DisplayName ?? key.Name, key.Dependents))];
        }
    }
}
