namespace Bifrost.Stack.Containers;

/// <summary>Sees that the images of the wanted services are there: pulled, or built where they are our own.</summary>
internal sealed class ContainerImages(DockerEngine engine, Compose compose, ImageList images)
{
    private const string Connect = "CONNECT_IMAGE";
    private const string Worker = "BIFROST_IMAGE";

    /// <exception cref="StackException">One can neither be had nor be built.</exception>
    public async Task EnsureAsync(ContainerProgram program, IProgress<StackStep>? progress, CancellationToken cancellation)
    {
        string[] pulled = program.Engine == ContainerEngine.Kafka
            ? ["POSTGRES_IMAGE", "KAFKA_IMAGE", "REGISTRY_IMAGE", .. program.WithUi ? new[] { "KAFKA_UI_IMAGE" } : []]
            : ["POSTGRES_IMAGE"];
        var own = program.Engine == ContainerEngine.Kafka ? Connect : Worker;
        string[] bases = images.IsGiven(own) ? [own] : own == Connect ? ["CONNECT_BUILD_IMAGE", "CONNECT_BASE_IMAGE"] : ["BIFROST_BASE_IMAGE"];
        foreach (var variable in pulled.Concat(bases))
            await PullAsync(variable, progress, cancellation).ConfigureAwait(false);
        if (images.IsGiven(own))
            return;
        progress?.Report(new StackStep("images", $"building {images[own]}; the first time takes minutes"));
        await compose.BuildAsync(ContainerServices.Of(program).Connect, cancellation).ConfigureAwait(false);
    }

    private async Task PullAsync(string variable, IProgress<StackStep>? progress, CancellationToken cancellation)
    {
        var image = images[variable];
        var there = await engine.TryAsync(["image", "inspect", "--format", "{{.Id}}", image], cancellation).ConfigureAwait(false);
        if (there.Code == 0)
            return;
        progress?.Report(new StackStep("images", $"pulling {image}"));
        var run = await engine.TryAsync(["pull", "--quiet", image], cancellation).ConfigureAwait(false);
        if (run.Code != 0)
            throw StackException.ImageNotHad(image, variable, Compose.EndOf(run.Output));
    }
}
