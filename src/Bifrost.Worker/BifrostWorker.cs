using System.Net;
using System.Net.Sockets;
using Bifrost.Connect.Providers;
using Bifrost.Replication.Engine;
using Bifrost.Worker.Connectors;
using Bifrost.Worker.Logging;
using Bifrost.Worker.Rest;
using Bifrost.Worker.Storage;
using Bifrost.Worker.Validation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bifrost.Worker;

/// <summary>The embedded worker: Kafka Connect's REST API over a replication engine. One per state folder.</summary>
public sealed class BifrostWorker : IAsyncDisposable
{
    /// <summary>Connect shows a git id here; a client must not depend on what it is.</summary>
    internal const string Commit = "0000000000000000";

    private readonly WebApplication _server;
    private readonly Herder _herder;
    private readonly WalWatch _watch;
    private readonly StateLock _lock;
    private readonly ILoggerFactory _logs;
    private readonly ILogger _log;
    private int _stopped;

    private BifrostWorker(WebApplication server, Herder herder, WalWatch watch, StateLock held, ILoggerFactory logs, Uri url)
    {
        _server = server;
        _herder = herder;
        _watch = watch;
        _lock = held;
        _logs = logs;
        _log = logs.CreateLogger<BifrostWorker>();
        Url = url;
    }

    /// <summary>Where it listens, with the port that it has.</summary>
    public Uri Url { get; }

    /// <summary><c>host:port</c>, as statuses show it.</summary>
    public string WorkerId => _herder.WorkerId;

    /// <summary>Starts the server and takes up the connectors that were stored.</summary>
    /// <exception cref="WorkerException">The port is in use, the state folder is in use or was written by a newer version.</exception>
    public static Task<BifrostWorker> StartAsync(WorkerOptions options, IReplicationEngine engine, TimeProvider time, CancellationToken cancellation) =>
        StartAsync(options, engine, time, ReferenceResolver.ForStateFolder(options.StackFolder), PostgresProbe.AskAsync, new DiskVolume(), cancellation);

    internal static async Task<BifrostWorker> StartAsync(
        WorkerOptions options, IReplicationEngine engine, TimeProvider time, ReferenceResolver resolver, SourceProbe probe, IStateVolume volume, CancellationToken cancellation)
    {
        var held = StateLock.Take(options.StateFolder);
        var levels = new LoggerLevels(options.LogLevel, time);
        // The web framework's own lines on each request; this worker's are at DEBUG.
        levels.Set("Microsoft", LogLevel.Warning);
        var logs = CreateLogs(options, levels, time);
        try
        {
            var store = new StateStore(options.StateFolder, volume, logs.CreateLogger<StateStore>());
            var herder = new Herder(engine, store, resolver, time, logs.CreateLogger<Herder>());
            var validator = new ConnectorValidator(resolver, probe);
            var endpoints = new List<Endpoint>(RootResource.Endpoints(ClusterId.Of(options.StateFolder)));
            endpoints.AddRange(new ConnectorsResource(herder, new ConfigSubmission(validator, logs.CreateLogger<ConfigSubmission>())).Endpoints());
            endpoints.AddRange(new StatesResource(herder).Endpoints());
            endpoints.AddRange(new OffsetsResource(herder).Endpoints());
            endpoints.AddRange(new PluginsResource(validator).Endpoints());
            endpoints.AddRange(new LoggersResource(levels).Endpoints());
            var figures = new StreamFigures(herder, time);
            endpoints.AddRange(new StreamsResource(herder, figures).Endpoints());
            endpoints.AddRange(new MetricsResource(figures).Endpoints());
            var rest = new RestServer(endpoints, new BasicAuthentication(options.User, options.Password), logs.CreateLogger<RestServer>());
            var server = await ListenAsync(options, rest, logs, cancellation).ConfigureAwait(false);
            var worker = new BifrostWorker(server, herder, new WalWatch(figures.ReadAsync, options.WalWatchInterval, time, logs.CreateLogger<WalWatch>()), held, logs, AddressOf(server, options));
            herder.WorkerId = $"{worker.Url.Host}:{worker.Url.Port}";
            await herder.StartAsync().ConfigureAwait(false);
            worker._watch.Start();
            LogMessages.Started(worker._log, worker.Url.ToString(), options.StateFolder);
            if (options.User is null && !worker.Url.IsLoopback)
                LogMessages.OpenToAll(worker._log, options.Host);
            return worker;
        }
        catch
        {
            logs.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Stops listening, lets the transactions in flight end, and gives the state folder back. What connectors are told to be stays.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
            return;
        await _server.StopAsync(cancellation).ConfigureAwait(false);
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _herder.DisposeAsync().ConfigureAwait(false);
        LogMessages.Stopped(_log);
        await _server.DisposeAsync().ConfigureAwait(false);
        _logs.Dispose();
        _lock.Dispose();
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);

    private static ILoggerFactory CreateLogs(WorkerOptions options, LoggerLevels levels, TimeProvider time)
    {
        if (Path.GetDirectoryName(options.LogFile) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        var writer = options.LogFile is { } file ? new StreamWriter(file, append: true) : options.LogWriter ?? Console.Out;
        return LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft", LogLevel.Warning).AddProvider(new LineLoggerProvider(writer, options.LogFile is not null, levels, time)));
    }

    private static async Task<WebApplication> ListenAsync(WorkerOptions options, RestServer rest, ILoggerFactory logs, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (options.Host == "*")
                kestrel.ListenAnyIP(options.Port);
            else
                kestrel.Listen(options.Host == "localhost" ? IPAddress.Loopback : Address(options.Host), options.Port);
        });
        builder.Services.AddSingleton(logs);
        var server = builder.Build();
        server.Run(rest.HandleAsync);
        try
        {
            await server.StartAsync(cancellation).ConfigureAwait(false);
            return server;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw new WorkerException($"The worker cannot listen on {options.Host}:{options.Port}: {Innermost(e).Message}. Stop what uses the port, or choose another.", e);
        }
    }

    private static IPAddress Address(string host) => IPAddress.TryParse(host, out var address)
        ? address
        : throw new WorkerException($"'{host}' is not an address to listen on: an IP address, 'localhost', or '*' for all is expected.");

    private static Uri AddressOf(WebApplication server, WorkerOptions options)
    {
        var bound = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal));
        return options.Host == "*" ? new UriBuilder(bound) { Host = Dns.GetHostName() }.Uri : bound;
    }

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
