using Microsoft.Extensions.Logging;

namespace Bifrost.Worker;

/// <summary>How a worker is started.</summary>
public sealed record WorkerOptions
{
    /// <summary>Connect's own port.</summary>
    public const int DefaultPort = 8083;

    /// <summary>Address to listen on: an IP address, <c>localhost</c>, or <c>*</c> for all. Loopback unless told otherwise, as there is no authentication unless it is set.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Zero lets the system choose; see <see cref="BifrostWorker.Url"/>.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Folder for configurations and states; made where it is missing.</summary>
    public required string StateFolder { get; init; }

    /// <summary>The local stack's folder (<c>.bifrost</c>), whose <c>env</c> file is read after the process's environment; null for none.</summary>
    public string? StackFolder { get; init; }

    /// <summary>User of basic authentication; null for no authentication.</summary>
    public string? User { get; init; }

    /// <summary>Password of basic authentication.</summary>
    public string? Password { get; init; }

    /// <summary>File that the log is appended to; null for <see cref="LogWriter"/>.</summary>
    public string? LogFile { get; init; }

    /// <summary>Where the log goes without <see cref="LogFile"/>; standard output unless set.</summary>
    public TextWriter? LogWriter { get; init; }

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Between two looks at the WAL that sources keep; tests look more often.</summary>
    internal TimeSpan WalWatchInterval { get; init; } = Connectors.WalWatch.DefaultInterval;
}
