using System.CommandLine;
using Bifrost.Cli.Shell;
using Bifrost.Stack;
using Bifrost.Stack.Kafka;

namespace Bifrost.Cli.Stack;

/// <summary>Where Kafka is on this machine, for the commands that start one.</summary>
internal sealed class KafkaHomeOption
{
    private const string Variable = "KAFKA_HOME";

    public Option<string?> Option { get; } = new("--kafka-home")
    {
        Description = $"The folder that Apache Kafka was unpacked in, its plugins folder filled; {Variable} where it is not given",
        HelpName = "DIR",
    };

    /// <param name="asker">The option that needs it, for the message.</param>
    /// <exception cref="CommandException">Neither option nor variable names a folder.</exception>
    /// <exception cref="StackException">The folder is no Kafka, or there is no Java that can run it.</exception>
    public Task<KafkaProgram> FindAsync(Invocation invocation, string asker, CancellationToken cancellation)
    {
        var home = (invocation.Value(Option) ?? invocation.Terminal.Variable(Variable)) is { Length: > 0 } given
            ? invocation.Resolve(given)
            : throw new CommandException($"{asker} needs --kafka-home DIR, or {Variable}: the folder that Apache Kafka was unpacked in.", ExitCode.Usage);
        return KafkaProgram.FindAsync(home, invocation.Terminal.Variable, cancellation);
    }
}
