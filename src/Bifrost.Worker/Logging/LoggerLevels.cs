using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Bifrost.Worker.Logging;

/// <summary>The levels of this worker's loggers, changed at run time by <c>/admin/loggers</c>. A logger without a level of its own has that of its nearest parent; <c>root</c> is the last.</summary>
internal sealed class LoggerLevels
{
    public const string Root = "root";

    private static readonly Dictionary<string, LogLevel> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ALL"] = LogLevel.Trace,
        ["TRACE"] = LogLevel.Trace,
        ["DEBUG"] = LogLevel.Debug,
        ["INFO"] = LogLevel.Information,
        ["WARN"] = LogLevel.Warning,
        ["ERROR"] = LogLevel.Error,
        ["FATAL"] = LogLevel.Critical,
        ["OFF"] = LogLevel.None,
    };

    private readonly ConcurrentDictionary<string, Entry> _loggers = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    public LoggerLevels(LogLevel root, TimeProvider time)
    {
        _time = time;
        _loggers[Root] = new Entry(root, null);
    }

    /// <summary>Connect's word for a level.</summary>
    public static string WordFor(LogLevel level) => Words.Where(word => word.Key != "ALL").First(word => word.Value == level).Key;

    /// <summary>Null for a word that is no level.</summary>
    public static LogLevel? Parse(string word) => Words.TryGetValue(word, out var level) ? level : null;

    /// <summary>A logger that is in use; it is listed from now on.</summary>
    public void Register(string logger) => _loggers.TryAdd(logger, new Entry(LevelOf(logger), null));

    /// <summary>Sorted by name; loggers that are off are left out, as Connect does.</summary>
    public IReadOnlyList<(string Name, LogLevel Level, DateTimeOffset? Changed)> List() =>
        [.. _loggers.Where(static logger => logger.Value.Level != LogLevel.None).OrderBy(static logger => logger.Key, StringComparer.Ordinal).Select(static logger => (logger.Key, logger.Value.Level, logger.Value.Changed))];

    public (LogLevel Level, DateTimeOffset? Changed)? Find(string logger) => _loggers.TryGetValue(logger, out var entry) ? (entry.Level, entry.Changed) : null;

    /// <summary>Sets a logger and all below it; a logger that is not known is made.</summary>
    /// <returns>The loggers whose level is another one now, sorted.</returns>
    public IReadOnlyList<string> Set(string logger, LogLevel level)
    {
        var below = _loggers.Keys.Where(name => logger == Root || name.StartsWith(logger + ".", StringComparison.Ordinal));
        var changed = below.Append(logger).Distinct().Where(name => !_loggers.TryGetValue(name, out var entry) || entry.Level != level).Order(StringComparer.Ordinal).ToList();
        foreach (var name in changed)
            _loggers[name] = new Entry(level, _time.GetUtcNow());
        return changed;
    }

    public bool IsEnabled(string logger, LogLevel level) => level != LogLevel.None && level >= LevelOf(logger);

    private LogLevel LevelOf(string logger)
    {
        for (var name = logger; name.Length > 0; name = name[..Math.Max(0, name.LastIndexOf('.'))])
        {
            if (_loggers.TryGetValue(name, out var entry))
                return entry.Level;
        }

        return _loggers[Root].Level;
    }

    private sealed record Entry(LogLevel Level, DateTimeOffset? Changed);
}
