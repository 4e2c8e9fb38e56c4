using System.Globalization;
using Bifrost.Cli.Printing;
using Bifrost.Stack;

namespace Bifrost.Cli.Stack;

/// <summary>The local stack as <c>up</c> prints it: one row per process or container.</summary>
/// <param name="EnvironmentFile">Path of the file with ports and passwords.</param>
internal sealed record StackView(string EnvironmentFile, IReadOnlyList<StackView.Part> Parts)
{
    /// <param name="Address">Port of a server, host and port of the broker and of a container, URL of the worker, of Connect and of the registry.</param>
    public sealed record Part(string Name, string State, string Address);

    public static StackView Of(StackStatus status) => new(status.EnvironmentFile,
    [
        .. status.Servers.Select(static server => new Part(server.Name, server.IsRunning ? "running" : "stopped", server.Port?.ToString(CultureInfo.InvariantCulture) ?? "")),
        .. status.Kafka.Select(static part => new Part(part.Name, part.Health, part.Address is null ? "" : part.Address.Scheme == "tcp" ? part.Address.Authority : part.Address.GetLeftPart(UriPartial.Authority))),
        .. status.Containers.Select(static container => new Part(container.Service, container.State, container.Port is { } port ? $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}" : "")),
        .. status.Worker is { } worker ? [new Part("worker", worker.Health, worker.Url.GetLeftPart(UriPartial.Authority))] : Array.Empty<Part>(),
    ]);

    public static Table Table(StackView view) => Printing.Table.Of(view.Parts,
        ("NAME", static part => part.Name),
        ("STATE", static part => part.State),
        ("ADDRESS", static part => part.Address)) with { Notes = [$"Passwords and ports: {view.EnvironmentFile}"] };
}
