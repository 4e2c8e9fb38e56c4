using System.Globalization;
using Bifrost.Stack.Doctor;

namespace Bifrost.Stack.Containers;

/// <summary>What a Docker engine must have to run the stack. The check itself asks nothing: it is given what the engine said.</summary>
internal static class EngineChecks
{
    /// <summary>The first with health checks as <c>depends_on</c> needs them of what distributions still ship.</summary>
    private static readonly Version OldestEngine = new(20, 10);

    private const long Mebibyte = 1L << 20;

    /// <summary>Resident sizes seen of three databases (60 MB each, empty), broker (450 MB), registry (350 MB) and Connect (900 MB), with a fifth to spare.</summary>
    private const long LeastForKafka = 2300 * Mebibyte;

    /// <summary>Two more brokers and one more worker.</summary>
    private const long LeastForCluster = 4400 * Mebibyte;

    /// <summary>Three databases and the worker (150 MB).</summary>
    private const long LeastForWorker = 600 * Mebibyte;

    public static Diagnosis Version(EngineFacts facts, string compose)
    {
        var found = $"{facts.Version} on {facts.System} ({facts.Architecture}), {compose}";
        return Compose.VersionIn(facts.Version) is { } version && version >= OldestEngine
            ? new("engine", Verdict.Fine, found)
            : new("engine", Verdict.Fault, found, $"Install Docker Engine {OldestEngine} or later.");
    }

    public static Diagnosis Memory(EngineFacts facts, ContainerEngine engine, bool isCluster)
    {
        var least = engine == ContainerEngine.Worker ? LeastForWorker : isCluster ? LeastForCluster : LeastForKafka;
        var found = $"{Gibibytes(facts.Memory)} for containers; {Gibibytes(least)} are the least for {(engine == ContainerEngine.Worker ? "databases and worker" : isCluster ? "three brokers and two Connect workers" : "databases, Kafka and Connect")}";
        if (facts.Memory >= least)
            return new("memory", Verdict.Fine, found);
        return new("memory", Verdict.Fault, found, engine == ContainerEngine.Kafka
            ? $"Give the engine more memory, or let the embedded worker run the connectors, which needs {Gibibytes(LeastForWorker)}: --cluster with a cluster of kind embedded."
            : "Give the engine more memory.");
    }

    private static string Gibibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / (1L << 30):F1} GiB");
}
