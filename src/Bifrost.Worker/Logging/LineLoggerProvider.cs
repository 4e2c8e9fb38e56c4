using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Bifrost.Worker.Logging;

/// <summary>One line an event, flushed at once, to a file or a writer; levels are asked of <see cref="LoggerLevels"/> each time.</summary>
internal sealed class LineLoggerProvider(TextWriter writer, bool ownsWriter, LoggerLevels levels, TimeProvider time) : ILoggerProvider
{
    private readonly Lock _gate = new();

    public ILogger CreateLogger(string categoryName)
    {
        levels.Register(categoryName);
        return new LineLogger(this, categoryName);
    }

    public void Dispose()
    {
        if (ownsWriter)
            writer.Dispose();
    }

    private void Write(string category, LogLevel level, string message, Exception? exception)
    {
        // The type and the sentence of an exception; its stack is for a debugger, and frameworks' messages are for nobody else.
        var cause = exception is null ? "" : $": {exception.GetType().Name}: {exception.Message}";
        lock (_gate)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {LoggerLevels.WordFor(level)} {category} {message}{cause}"));
            writer.Flush();
        }
    }

    private sealed class LineLogger(LineLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => provider.IsEnabled(category, logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                provider.Write(category, logLevel, formatter(state, exception), exception);
        }
    }

    private bool IsEnabled(string category, LogLevel level) => levels.IsEnabled(category, level);
}
