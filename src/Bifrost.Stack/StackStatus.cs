using Bifrost.Stack.Containers;
using Bifrost.Stack.Kafka;

namespace Bifrost.Stack;

/// <summary>The local stack as it is.</summary>
/// <param name="EnvironmentFile">Path of the file that holds ports and passwords.</param>
/// <param name="Worker">Null where none was started.</param>
public sealed record StackStatus(string StateFolder, string EnvironmentFile, IReadOnlyList<ServerStatus> Servers, WorkerState? Worker)
{
    /// <summary>The parts of the local Kafka, broker first; empty where none was ever started.</summary>
    public IReadOnlyList<KafkaPart> Kafka { get; init; } = [];

    /// <summary>The containers; empty where none were ever started.</summary>
    public IReadOnlyList<ContainerPart> Containers { get; init; } = [];

    /// <summary>What <c>up</c> left alone because it is set to be elsewhere; empty unless <c>up</c> answers.</summary>
    public IReadOnlyList<string> LeftAlone { get; init; } = [];
}

/// <param name="Port">Null where it does not run.</param>
public sealed record ServerStatus(string Name, int? Port, bool IsRunning, string Folder);

/// <param name="Health">What <c>GET /health</c> says: <c>healthy</c>, <c>starting</c>, <c>unhealthy</c>; <c>silent</c> where nothing answers.</param>
public sealed record WorkerState(int ProcessId, Uri Url, string Health, string LogFile);
