using System.CommandLine;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Loggers;

/// <param name="LastModified">When it was set while the worker ran; null where it never was.</param>
internal sealed record ListedLogger(string Logger, string Level, DateTimeOffset? LastModified);

/// <summary>Lists the loggers of the worker that answers.</summary>
internal sealed class ListCommand : Verb
{
    private readonly Argument<string?> _part;

    public ListCommand() : base("list", "List the loggers that have a level of their own", "bifrost loggers list debezium") =>
        _part = Take(new Argument<string?>("part") { Description = "Only those whose name holds this text", Arity = ArgumentArity.ZeroOrOne });

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var client = invocation.OpenCluster();
        var loggers = await client.ListLoggersAsync(cancellation).ConfigureAwait(false);
        var part = invocation.Value(_part) ?? "";
        var rows = loggers.Where(entry => entry.Key.Contains(part, StringComparison.OrdinalIgnoreCase)).OrderBy(static entry => entry.Key, StringComparer.Ordinal)
            .Select(static entry => new ListedLogger(entry.Key, entry.Value.Level, entry.Value.LastModified is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null)).ToList();
        invocation.Results.Write(rows, static rows => Table.Of(rows,
            ("Logger", static row => row.Logger),
            ("Level", static row => row.Level),
            ("Changed", static row => row.LastModified?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) ?? "-")) with { WhenEmpty = "No logger has such a name and a level of its own." });
        return ExitCode.Fine;
    }
}
