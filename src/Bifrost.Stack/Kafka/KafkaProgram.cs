using Bifrost.Stack.Processes;

namespace Bifrost.Stack.Kafka;

/// <summary>Kafka as it can be started on this machine.</summary>
public sealed record KafkaProgram(KafkaHome Home, JavaRuntime Java)
{
    /// <summary>One node, some dozens of topics, batches of a few megabytes: it was seen to move the sample and a million rows.</summary>
    internal const string BrokerHeap = "512m";

    /// <summary>A source that reads a snapshot and two sinks with batches of 5,000 rows each.</summary>
    internal const string ConnectHeap = "768m";

    /// <summary>The variable by which a stock Kafka's own scripts take options for the JVM; here too.</summary>
    private const string OptionsVariable = "KAFKA_JVM_PERFORMANCE_OPTS";

    /// <summary>Options for the JVM besides heap and class path: one collector thread, for heaps this small.</summary>
    public IReadOnlyList<string> Options { get; init; } = ["-XX:+UseSerialGC"];

    /// <exception cref="StackException">The folder is no Kafka, or there is no Java that can run it.</exception>
    public static async Task<KafkaProgram> FindAsync(string home, Func<string, string?>? environment = null, CancellationToken cancellation = default)
    {
        environment ??= Environment.GetEnvironmentVariable;
        var program = new KafkaProgram(KafkaHome.At(home), await JavaRuntime.FindAsync(environment, cancellation).ConfigureAwait(false));
        return environment(OptionsVariable) is { Length: > 0 } options ? program with { Options = options.Split(' ', StringSplitOptions.RemoveEmptyEntries) } : program;
    }

    /// <param name="heap">As <c>-Xmx</c> takes it.</param>
    /// <param name="main">A class of Kafka's and its arguments.</param>
    internal IReadOnlyList<string> Arguments(string heap, string loggingFile, IReadOnlyList<string> main) =>
        [.. Options, $"-Dlog4j2.configurationFile={loggingFile}", $"-Xmx{heap}", "-cp", Home.ClassPath, .. main];

    /// <param name="decides">Whatever besides the command line makes the process another one.</param>
    internal ProcessCommand Command(string heap, string loggingFile, IReadOnlyList<string> main, string decides, Uri address)
    {
        var arguments = Arguments(heap, loggingFile, main);
        return new ProcessCommand(Java.Program, arguments, ProcessCommand.FingerprintOf([Java.Program, .. arguments, decides]), address);
    }
}
