using Bifrost.Worker.Connectors;
using Microsoft.AspNetCore.Http;

namespace Bifrost.Worker.Rest;

/// <summary>States of connectors and tasks, and what changes them.</summary>
internal sealed class StatesResource(Herder herder)
{
    public IEnumerable<Endpoint> Endpoints() =>
    [
        new("GET", "/connectors/{name}/status", StatusAsync),
        new("GET", "/connectors/{name}/tasks/{task}/status", TaskStatusAsync),
        new("POST", "/connectors/{name}/tasks/{task}/restart", RestartTaskAsync),
        new("POST", "/connectors/{name}/restart", RestartAsync),
        new("PUT", "/connectors/{name}/pause", call => SetAsync(call, TargetState.Paused, StatusCodes.Status202Accepted)),
        new("PUT", "/connectors/{name}/resume", call => SetAsync(call, TargetState.Started, StatusCodes.Status202Accepted)),
        new("PUT", "/connectors/{name}/stop", call => SetAsync(call, TargetState.Stopped, StatusCodes.Status204NoContent)),
    ];

    private async Task StatusAsync(RestCall call)
    {
        var connector = herder.Find(call.Name) ?? throw ConnectError.NoStatus(call.Name);
        await call.AnswerAsync(connector.ToState(herder.WorkerId)).ConfigureAwait(false);
    }

    private async Task TaskStatusAsync(RestCall call)
    {
        var connector = herder.Find(call.Name);
        if (connector is not { HasTask: true } || call.Task != Connector.OnlyTask)
            throw ConnectError.NoTaskStatus(call.Name, call.Task);
        await call.AnswerAsync(connector.ToTaskState(herder.WorkerId)).ConfigureAwait(false);
    }

    private async Task RestartTaskAsync(RestCall call)
    {
        await herder.RestartTaskAsync(call.Name, call.Task).ConfigureAwait(false);
        call.AnswerEmpty(StatusCodes.Status204NoContent);
    }

    private async Task RestartAsync(RestCall call)
    {
        var (includeTasks, onlyFailed) = (call.Flag("includeTasks"), call.Flag("onlyFailed"));
        var state = await herder.RestartAsync(call.Name, includeTasks, onlyFailed).ConfigureAwait(false);
        if (includeTasks || onlyFailed)
            await call.AnswerAsync(state, StatusCodes.Status202Accepted).ConfigureAwait(false);
        else
            call.AnswerEmpty(StatusCodes.Status204NoContent);
    }

    private async Task SetAsync(RestCall call, TargetState state, int status)
    {
        await herder.SetStateAsync(call.Name, state).ConfigureAwait(false);
        call.AnswerEmpty(status);
    }
}
