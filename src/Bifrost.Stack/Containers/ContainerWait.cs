namespace Bifrost.Stack.Containers;

/// <summary>Waits for a container to be what its health check calls healthy.</summary>
internal sealed class ContainerWait(DockerEngine engine, string project, TimeProvider time)
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>Longer than any health check in the compose file takes to give up, its first grace included.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    /// <summary>A process that ends at once is started again and again; the third time it is not bad luck.</summary>
    private const int RestartsBorne = 2;

    /// <exception cref="StackException">It is unhealthy, ends again and again, or takes too long.</exception>
    public async Task UntilUpAsync(string service, IProgress<StackStep>? progress, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            var container = (await engine.ContainersAsync(project, cancellation).ConfigureAwait(false)).FirstOrDefault(one => one.Service == service);
            if (container is { IsUp: true })
            {
                progress?.Report(new StackStep(service, container.State == ContainerPart.Done ? ContainerPart.Done : "healthy"));
                return;
            }

            if (container is { State: "unhealthy" or "exited" or "dead" } or { Restarts: > RestartsBorne } || time.GetElapsedTime(begun) > Limit)
                throw container is null
                    ? StackException.ContainerGone(service)
                    : StackException.ContainerNotUp(container, await engine.EndOfLogAsync(container.Id, cancellation).ConfigureAwait(false));
            await Task.Delay(AskEvery, time, cancellation).ConfigureAwait(false);
        }
    }
}
