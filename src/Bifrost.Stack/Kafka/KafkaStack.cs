using System.Globalization;
using Bifrost.Stack.Embedded;
using Bifrost.Stack.Processes;

namespace Bifrost.Stack.Kafka;

/// <summary>
/// A broker (KRaft, one node), a schema registry and Connect workers on loopback, in a folder of ours: <c>broker/</c>, <c>registry/</c>, <c>connect/</c>,
/// <c>connect-PORT/</c>. Every call may be repeated and completes what an interrupted one left; nothing is stopped that it did not start.
/// </summary>
public sealed class KafkaStack(string folder, TimeProvider? time = null) : IRunningKafka
{
    private const string Broker = "broker";
    private const string Registry = "registry";
    private const string Connect = "connect";

    /// <summary>Logs of connectors may hold keys of rows.</summary>
    private const UnixFileMode OwnerAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Anything was ever started here.</summary>
    public bool IsThere => Directory.Exists(folder);

    /// <summary>Every part that was ever started here, in the order of their start.</summary>
    private IEnumerable<string> Names => IsThere
        ? Directory.GetDirectories(folder).Select(static part => Path.GetFileName(part)).OrderBy(Order).ThenBy(static name => name, StringComparer.Ordinal)
        : [];

    /// <summary>Sees that broker, registry and one Connect worker run, each with what is asked for; a part whose settings differ is restarted.</summary>
    /// <param name="variables">For the worker's <c>env</c> provider, besides the caller's own environment.</param>
    /// <exception cref="StackException">A part does not come up; the message ends with the end of its log.</exception>
    public async Task EnsureAsync(KafkaProgram program, KafkaAddresses at, IReadOnlyDictionary<string, string> variables, IProgress<StackStep>? progress = null, CancellationToken cancellation = default)
    {
        await WriteLoggingAsync(cancellation).ConfigureAwait(false);
        await Task.WhenAll(EnsureBrokerAsync(program, at, progress, cancellation), EnsureRegistryAsync(program, at, progress, cancellation)).ConfigureAwait(false);
        await EnsureWorkerAsync(Connect, at.Connect, program, at, variables, progress, cancellation).ConfigureAwait(false);
    }

    /// <summary>One more worker of the same Connect cluster, until <see cref="StopPartAsync"/> with the name that it returns.</summary>
    public async Task<string> AddWorkerAsync(Uri listen, KafkaProgram program, KafkaAddresses at, IReadOnlyDictionary<string, string> variables, IProgress<StackStep>? progress = null, CancellationToken cancellation = default)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Connect}-{listen.Port}");
        await EnsureWorkerAsync(name, listen, program, at, variables, progress, cancellation).ConfigureAwait(false);
        return name;
    }

    /// <summary>Stops every part: workers first, the broker last. What the broker holds stays.</summary>
    public async Task StopAsync(IProgress<StackStep>? progress = null, CancellationToken cancellation = default)
    {
        foreach (var level in Names.GroupBy(Order).OrderByDescending(static level => level.Key).ToList())
            await Task.WhenAll(level.Select(name => StopAsync(name, progress, cancellation))).ConfigureAwait(false);
    }

    /// <summary>Stops one part, such as <c>broker</c>; <see cref="EnsureAsync"/> starts it again.</summary>
    public Task StopPartAsync(string name, CancellationToken cancellation = default) => Part(name).StopAsync(cancellation);

    /// <summary>What there is now; changes nothing.</summary>
    public async Task<IReadOnlyList<KafkaPart>> StatusAsync(CancellationToken cancellation = default) =>
        await Task.WhenAll(Names.Select(name => StatusAsync(Part(name), cancellation))).ConfigureAwait(false);

    /// <summary>Where a part of ours answers; null where it does not run.</summary>
    private Uri? AddressOf(string name) => Part(name).Running?.Address;

    Uri? IRunningKafka.BrokerAddress => BrokerAddress;

    Uri? IRunningKafka.ConnectAddress => AddressOf(Connect);

    Uri? IRunningKafka.RegistryAddress => AddressOf(Registry);

    internal Uri? BrokerAddress => AddressOf(Broker);

    string IRunningKafka.RegistryPath => "/";

    string? IRunningKafka.LastController => File.Exists(PropertiesOf(Broker))
        ? File.ReadLines(PropertiesOf(Broker)).FirstOrDefault(static line => line.StartsWith("controller.quorum.voters=", StringComparison.Ordinal))?.Split(':')[^1]
        : null;

    private async Task EnsureBrokerAsync(KafkaProgram program, KafkaAddresses at, IProgress<StackStep>? progress, CancellationToken cancellation)
    {
        Prepare(Broker);
        var data = new BrokerData(FolderOf(Broker));
        await data.EnsureAsync(place => KafkaFiles.Broker(at, place), arguments => (program.Java.Program, program.Arguments("256m", LoggingFile, arguments)), cancellation).ConfigureAwait(false);
        var properties = KafkaFiles.Broker(at, data.Folder);
        await File.WriteAllTextAsync(PropertiesOf(Broker), properties, cancellation).ConfigureAwait(false);
        var command = program.Command(KafkaProgram.BrokerHeap, LoggingFile, ["kafka.Kafka", PropertiesOf(Broker)], properties, new Uri($"tcp://{at.Bootstrap}"));
        await Part(Broker).EnsureAsync(command, KafkaHealth.BrokerAsync, Say(Broker, progress), cancellation).ConfigureAwait(false);
    }

    private async Task EnsureRegistryAsync(KafkaProgram program, KafkaAddresses at, IProgress<StackStep>? progress, CancellationToken cancellation)
    {
        if (at.Registry is not { } url || program.Home.Registry is not { } registry)
            return;
        Prepare(Registry);
        string[] arguments = ["-listen", url.Authority];
        var command = new ProcessCommand(registry, arguments, ProcessCommand.FingerprintOf([registry, .. arguments]), url);
        await Part(Registry).EnsureAsync(command, KafkaHealth.RegistryAsync, Say(Registry, progress), cancellation).ConfigureAwait(false);
    }

    private async Task EnsureWorkerAsync(string name, Uri listen, KafkaProgram program, KafkaAddresses at, IReadOnlyDictionary<string, string> variables, IProgress<StackStep>? progress, CancellationToken cancellation)
    {
        Prepare(name);
        var (plugins, discovery) = PluginFolder.Prepare(program.Home, FolderOf(name));
        var properties = KafkaFiles.Connect(at, plugins, discovery, listen);
        await File.WriteAllTextAsync(PropertiesOf(name), properties, cancellation).ConfigureAwait(false);
        // A registry that was started anew has forgotten the schemas that converters of a running worker believe to be there.
        var decides = string.Join('\n', [properties, $"{Part(Registry).Running?.Process}", .. variables.Select(static variable => $"{variable.Key}={variable.Value}")]);
        var command = program.Command(KafkaProgram.ConnectHeap, LoggingFile, ["org.apache.kafka.connect.cli.ConnectDistributed", PropertiesOf(name)], decides, listen) with { Environment = variables };
        await Part(name).EnsureAsync(command, WorkerHealth.AskAsync, Say(name, progress), cancellation).ConfigureAwait(false);
    }

    private async Task StopAsync(string name, IProgress<StackStep>? progress, CancellationToken cancellation)
    {
        var part = Part(name);
        if (part.Running is not null)
            progress?.Report(new StackStep(name, "stopping"));
        await part.StopAsync(cancellation).ConfigureAwait(false);
    }

    private static async Task<KafkaPart> StatusAsync(OwnedProcess part, CancellationToken cancellation)
    {
        if (part.Running is not { } record)
            return new KafkaPart(part.Name, null, null, "stopped", part.LogFile);
        var health = await (part.Name switch
        {
            Broker => KafkaHealth.BrokerAsync(record.Address, cancellation),
            Registry => KafkaHealth.RegistryAsync(record.Address, cancellation),
            _ => WorkerHealth.AskAsync(record.Address, cancellation),
        }).ConfigureAwait(false);
        return new KafkaPart(part.Name, record.Process.Id, record.Address, health, part.LogFile);
    }

    private async Task WriteLoggingAsync(CancellationToken cancellation)
    {
        Prepare(Connect);
        await File.WriteAllTextAsync(LoggingFile, KafkaFiles.Logging, cancellation).ConfigureAwait(false);
    }

    private void Prepare(string name) => Directory.CreateDirectory(FolderOf(name), OwnerAll);

    private static int Order(string name) => name switch { Broker => 0, Registry => 1, _ => 2 };

    private static Action<string> Say(string name, IProgress<StackStep>? progress) => text => progress?.Report(new StackStep(name, text));

    private OwnedProcess Part(string name) => new(name, FolderOf(name), _time);

    private string FolderOf(string name) => Path.Combine(folder, name);

    private string PropertiesOf(string name) => Path.Combine(FolderOf(name), $"{name}.properties");

    private string LoggingFile => Path.Combine(folder, "log4j2.xml");
}
