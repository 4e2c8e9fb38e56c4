using System.CommandLine;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;

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
        var keys = await client.GetPluginConfigAsync(invocation.Value(_class)!, invocation.Value(_version), cancellation).ConfigureAwait(false);
        var text = invocation.Value(_key);
        var shown = keys.Where(key => text is null || key.Name.Contains(text, StringComparison.OrdinalIgnoreCase)).ToList();
        invocation.Results.Write(shown, static rows => Table.Of(rows,
            ("Key", static row => row.Name),
            ("Type", static row => row.Type.ToLowerInvariant()),
            ("Default", static row => row.Required ? "(required)" : row.DefaultValue ?? "-"),
            ("Documentation", static row => FirstSentence(row.Documentation))) with { WhenEmpty = "No key holds that text." });
        return ExitCode.Fine;
    }

    private static string FirstSentence(string? documentation)
    {
        var line = (documentation ?? "").ReplaceLineEndings(" ").Trim();
        var end = line.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? line : line[..(end + 1)];
    }
}
