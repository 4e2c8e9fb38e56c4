using System.Globalization;
using Bifrost.Cli.Shell;
using Bifrost.Worker;

namespace Bifrost.Cli.EmbeddedWorker;

/// <summary>Where the worker listens.</summary>
internal sealed record ListenAddress(string Host, int Port)
{
    public static ListenAddress Default { get; } = new("127.0.0.1", WorkerOptions.DefaultPort);

    /// <summary><c>HOST:PORT</c>; <c>[::1]:8083</c> for IPv6, <c>*:8083</c> for every address.</summary>
    /// <exception cref="CommandException">It is neither.</exception>
    public static ListenAddress Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
            ? new ListenAddress(text[..colon].Trim('[', ']'), port)
            : throw new CommandException($"--listen is HOST:PORT, such as 127.0.0.1:8083, not '{text}'.", ExitCode.Usage);
    }

    /// <summary>The address of a cluster's URL.</summary>
    public static ListenAddress OfUrl(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) ? new ListenAddress(uri.Host.Trim('[', ']'), uri.Port) : throw ClusterUrl(url);

    private static CommandException ClusterUrl(string url) => new($"The cluster's URL '{url}' names no address to listen on. Give one with --listen.");
}
