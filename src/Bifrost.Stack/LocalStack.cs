using Bifrost.Stack.Containers;
using Bifrost.Stack.Embedded;
using Bifrost.Stack.Kafka;
using Bifrost.Stack.Plan;
using Bifrost.Stack.Roles;
using Bifrost.Stack.Servers;
using Bifrost.Stack.State;

namespace Bifrost.Stack;

/// <summary>
/// The servers, the worker and the Kafka of one state folder. Every call may be repeated, and completes what an interrupted one left; nothing is stopped or deleted that
/// <see cref="UpAsync"/> did not make.
/// </summary>
/// <param name="stateFolder">Usually <c>.bifrost</c> beside the topology file.</param>
/// <param name="environment">A variable's value, or null; the process's own environment by default.</param>
public sealed class LocalStack(string stateFolder, Func<string, string?>? environment = null, TimeProvider? time = null)
{
    private readonly StateFolder _folder = new(stateFolder);
    private readonly Func<string, string?> _environment = environment ?? Environment.GetEnvironmentVariable;
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    private KafkaStack Kafka => new(_folder.KafkaFolder, _time);

    private ContainerStack Containers => new(_folder, _environment, _time);

    private WorkerProcess Worker => new(_folder, _time);

    /// <summary>Brings up a server for each database of the topology that is ours, its roles and tables, the <c>env</c> file, and the worker or Kafka.</summary>
    /// <exception cref="StackException">What could not be done, and what to do about it.</exception>
    public async Task<StackStatus> UpAsync(UpRequest request, IProgress<StackStep>? progress = null, CancellationToken cancellation = default)
    {
        await _folder.PrepareAsync(request.Containers is null, cancellation).ConfigureAwait(false);
        using var held = StateLock.Take(_folder);
        RequireOneEngine(request);
        var leftAlone = request.Containers is { } program
            ? await UpInContainersAsync(program, request, progress, cancellation).ConfigureAwait(false)
            : await UpAsProcessesAsync(request, progress, cancellation).ConfigureAwait(false);
        return await StatusAsync(cancellation).ConfigureAwait(false) with { LeftAlone = leftAlone };
    }

    private async Task<IReadOnlyList<string>> UpAsProcessesAsync(UpRequest request, IProgress<StackStep>? progress, CancellationToken cancellation)
    {
        var variables = new Variables(_environment, EnvironmentFile.Read(_folder.EnvironmentFile));
        var plan = new Planner(variables, RunningPort, Worker.Running?.Address, Kafka).Plan(request.Topology, request.SourceScripts, request.Worker is not null, request.Kafka is not null, request.Kafka?.Home.Registry is not null);
        if (plan.Databases.Count > 0 && PostgresBinaries.Find() is null)
            throw StackException.PostgresNotFound();
        EnvironmentFile.Write(_folder.EnvironmentFile, plan.Variables);
        var kafka = request.Kafka is { } found && plan.Kafka is { } addresses ? Task.Run(() => Kafka.EnsureAsync(found, addresses, plan.Known, progress, cancellation), cancellation) : Task.CompletedTask;
        await Task.WhenAll(kafka, AllAsync(plan.Databases, database => new DatabaseServer(_folder, database, progress).EnsureAsync(cancellation))).ConfigureAwait(false);
        if (request.Worker is { } program && plan.WorkerUrl is { } url)
            await Worker.EnsureAsync(program, url, text => progress?.Report(new StackStep("worker", text)), cancellation).ConfigureAwait(false);
        return plan.LeftAlone;
    }

    private async Task<IReadOnlyList<string>> UpInContainersAsync(ContainerProgram program, UpRequest request, IProgress<StackStep>? progress, CancellationToken cancellation)
    {
        var stack = Containers;
        var running = await stack.BeginAsync(program, cancellation).ConfigureAwait(false);
        var variables = new Variables(_environment, EnvironmentFile.Read(_folder.EnvironmentFile));
        var plan = ContainerPlanning.Plan(request.Topology, request.SourceScripts, program, variables, running);
        EnvironmentFile.Write(_folder.EnvironmentFile, plan.Variables);
        await stack.EnsureAsync(program, request.Topology, plan, progress, cancellation).ConfigureAwait(false);
        return plan.LeftAlone;
    }

    /// <summary>Stops the worker and Kafka, then the servers. What they hold stays.</summary>
    public async Task DownAsync(IProgress<StackStep>? progress = null, CancellationToken cancellation = default)
    {
        if (!_folder.IsOurs)
            return;
        using var held = StateLock.Take(_folder);
        if (Containers.IsThere)
            await Containers.DownAsync(progress, cancellation).ConfigureAwait(false);
        await StopAsync(progress, cancellation).ConfigureAwait(false);
    }

    /// <summary>Stops everything, and deletes what <see cref="UpAsync"/> made.</summary>
    /// <param name="withImages">Removes the images of the containers as well, where no other container uses them.</param>
    public async Task DestroyAsync(IProgress<StackStep>? progress = null, bool withImages = false, CancellationToken cancellation = default)
    {
        if (!_folder.IsOurs)
            return;
        using var held = StateLock.Take(_folder);
        // First: where the engine does not answer nothing is deleted, or nobody would know of the containers any more.
        if (Containers.IsThere)
            await Containers.DestroyAsync(withImages, progress, cancellation).ConfigureAwait(false);
        await StopAsync(progress, cancellation).ConfigureAwait(false);
        _folder.Delete();
    }

    /// <summary>What is there now; changes nothing.</summary>
    public async Task<StackStatus> StatusAsync(CancellationToken cancellation = default)
    {
        var servers = new List<ServerStatus>();
        foreach (var name in _folder.ServerNames)
        {
            var server = new PostgresServer(_folder.ServerFolder(name), 0);
            var running = await server.IsRunningAsync(cancellation).ConfigureAwait(false);
            servers.Add(new ServerStatus(name, running ? server.RunningPort : null, running, server.Folder));
        }

        var worker = _folder.IsOurs && Worker.Running is { } record
            ? new WorkerState(record.Process.Id, record.Address, await WorkerHealth.AskAsync(record.Address, cancellation).ConfigureAwait(false), Worker.LogFile)
            : null;
        var kafka = _folder.IsOurs ? await Kafka.StatusAsync(cancellation).ConfigureAwait(false) : [];
        var containers = Containers.IsThere ? await Containers.ContainersAsync(cancellation).ConfigureAwait(false) : [];
        return new StackStatus(_folder.Path, _folder.EnvironmentFile, servers, worker) { Kafka = kafka, Containers = containers };
    }

    /// <summary>Two engines would write to the same replicas, each from a position of its own.</summary>
    private void RequireOneEngine(UpRequest request)
    {
        if (request.Containers is not null && _folder.ServerNames.Count > 0)
            throw StackException.OtherEngineRuns("A stack of processes");
        if (request.Containers is null && Containers.IsThere)
            throw StackException.OtherEngineRuns("A stack in containers");
        if (request.Kafka is not null && Worker.Running is not null)
            throw StackException.OtherEngineRuns("The embedded worker");
        if (request.Worker is not null && Kafka.BrokerAddress is not null)
            throw StackException.OtherEngineRuns("Kafka");
    }

    private int? RunningPort(string name) => new PostgresServer(_folder.ServerFolder(name), 0).RunningPort;

    private async Task StopAsync(IProgress<StackStep>? progress, CancellationToken cancellation)
    {
        if (Worker.Running is not null)
            progress?.Report(new StackStep("worker", "stopping"));
        await Task.WhenAll(Worker.StopAsync(cancellation), Kafka.StopAsync(progress, cancellation)).ConfigureAwait(false);
        await AllAsync(_folder.ServerNames, async name =>
        {
            var server = new PostgresServer(_folder.ServerFolder(name), 0);
            if (server.RunningPort is not null)
                progress?.Report(new StackStep(name, "stopping"));
            await server.StopAsync("fast", cancellation).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private static Task AllAsync<T>(IEnumerable<T> items, Func<T, Task> work) => Task.WhenAll(items.Select(item => Task.Run(() => work(item))));
}
