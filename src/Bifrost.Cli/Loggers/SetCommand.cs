using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Loggers;

/// <summary>The levels that Connect knows.</summary>
internal enum LogLevel
{
    Trace,
    Debug,
    Info,
    Warn,
    Error,
    Fatal,
    Off,
}

/// <summary>Who changes a level: the worker that answers, or each worker of its cluster.</summary>
internal enum LoggerScope
{
    Worker,
    Cluster,
}

/// <param name="Changed">Loggers whose level changed; empty for a whole cluster, which does not tell.</param>
internal sealed record LoggerChange(string Logger, string Level, LoggerScope Scope, IReadOnlyList<string> Changed);

/// <summary>Sets the level of a logger and of those below it, until the worker restarts.</summary>
internal sealed class SetCommand : Verb
{
    private readonly Argument<string> _logger;
    private readonly Argument<LogLevel> _level;
    private readonly Option<LoggerScope> _scope;

    public SetCommand() : base("set", "Set the level of a logger and of those below it, until the worker restarts",
        "bifrost loggers set io.debezium.connector.jdbc debug --cluster kafka", "bifrost loggers set root info --scope cluster")
    {
        _logger = Take(new Argument<string>("logger") { Description = "Its name, such as io.debezium, or root" });
        _level = Take(new Argument<LogLevel>("level") { Description = "trace, debug, info, warn, error, fatal or off", HelpName = "level" });
        _scope = Take(new Option<LoggerScope>("--scope") { Description = "worker: the one that answers (unless told otherwise); cluster: each of them", HelpName = "SCOPE" });
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var client = invocation.OpenCluster();
        var (logger, level, scope) = (invocation.Value(_logger)!, invocation.Value(_level).ToString().ToUpperInvariant(), invocation.Value(_scope));
        var changed = await client.SetLoggerAsync(logger, level, scope == LoggerScope.Cluster, cancellation).ConfigureAwait(false);
        invocation.Results.WriteLines(new LoggerChange(logger, level, scope, [.. changed.Order(StringComparer.Ordinal)]), static change =>
            change.Scope == LoggerScope.Cluster ? [$"Every worker sets {change.Logger} to {change.Level}."]
            : change.Changed.Count == 0 ? [$"{change.Logger} was {change.Level} before."]
            : change.Changed.Select(name => $"{name}: {change.Level}"));
        return ExitCode.Fine;
    }
}
