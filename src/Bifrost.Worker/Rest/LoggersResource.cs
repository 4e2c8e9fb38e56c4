using Bifrost.Connect.Contracts;
using Bifrost.Worker.Logging;
using Microsoft.AspNetCore.Http;

namespace Bifrost.Worker.Rest;

/// <summary><c>/admin/loggers</c>: the levels of this worker's own loggers, changed while it runs.</summary>
internal sealed class LoggersResource(LoggerLevels levels)
{
    public IEnumerable<Endpoint> Endpoints() =>
    [
        new("GET", "/admin/loggers", call => call.AnswerAsync(levels.List().ToDictionary(static logger => logger.Name, static logger => Body(logger.Level, logger.Changed)))),
        new("GET", "/admin/loggers/{logger}", call => call.AnswerAsync(levels.Find(call.Name) is { } found ? Body(found.Level, found.Changed) : throw ConnectError.NotFound($"Logger {call.Name} not found."))),
        new("PUT", "/admin/loggers/{logger}", SetAsync),
    ];

    private async Task SetAsync(RestCall call)
    {
        var body = await call.BodyAsync().ConfigureAwait(false);
        var word = body.ReadMap("Cannot invoke \"java.util.Map.get(Object)\" because \"levelMap\" is null").GetValueOrDefault("level")
            ?? throw ConnectError.BadRequest("Desired 'level' parameter was not specified in request.");
        var level = LoggerLevels.Parse(word) ?? throw ConnectError.NotFound($"invalid log level '{word}'.");
        var changed = levels.Set(call.Name, level);
        if (string.Equals(call.Http.Request.Query["scope"], "cluster", StringComparison.OrdinalIgnoreCase))
            call.AnswerEmpty(StatusCodes.Status204NoContent);
        else
            await call.AnswerAsync(changed).ConfigureAwait(false);
    }

    private static LoggerLevel Body(Microsoft.Extensions.Logging.LogLevel level, DateTimeOffset? changed) => new(LoggerLevels.WordFor(level), changed?.ToUnixTimeMilliseconds());
}
