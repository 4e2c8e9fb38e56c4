using System.Globalization;
using Bifrost.Postgres;
using Bifrost.Postgres.Source;
using Bifrost.Replication;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Testing;
using Bifrost.Testing.Stubs;

namespace Bifrost.Torture.Workers;

/// <summary>
/// The process that is killed: the engine with all its sinks, as a worker runs them. It does what its standard input says, and ends with it: a loop that was killed leaves no worker behind.
/// </summary>
internal sealed class WorkerMode
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(50);

    private readonly TextReader _input;
    private readonly TextWriter _output;
    private readonly WorkerSettings _settings;
    private readonly PostgresEngine _engine;
    private readonly Trap _trap;

    private WorkerMode(TextReader input, TextWriter output, WorkerSettings settings)
    {
        _input = input;
        _output = output;
        _settings = settings;
        _trap = new Trap(output);
        _engine = new PostgresEngine(
            new HurriedTime(WorkerSettings.Hurry), new Failpoints { Hook = (point, _) => _trap.AtAsync(point) },
            new StreamLimits
            {
                TransactionBytes = WorkerSettings.TransactionBytes, SpillFolder = settings.SpillFolder,
                SampleMessages = WorkerSettings.SampleMessages, PeekFrom = WorkerSettings.PeekFrom, PeekBacklogBytes = WorkerSettings.PeekBacklogBytes,
            });
    }

    public static async Task RunAsync(TextReader input, TextWriter output)
    {
        if (await input.ReadLineAsync() is { } first)
            await new WorkerMode(input, TextWriter.Synchronized(output), WorkerSettings.FromJson(first)).ObeyAsync();
    }

    private async Task ObeyAsync()
    {
        await WarmUpAsync();
        Say(WorkerWords.Ready);
        while (await _input.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ', 3);
            if (words[0] == WorkerWords.Run)
                Start();
            else if (words[0] == WorkerWords.Arm)
                _trap.Set(words[2], int.Parse(words[1], CultureInfo.InvariantCulture));
        }
    }

    private void Start()
    {
        for (var target = 0; target < _settings.Targets.Count; target++)
        {
            var sink = _settings.SinkSettings(target);
            var stream = _engine.Open(_settings.SourceSettings(), sink, new PlainRouter("public"));
            _ = Task.Run(() => RunAsync(sink.Connector, stream));
            _ = Task.Run(() => TellAsync(sink.Connector, stream));
        }
    }

    private async Task RunAsync(string sink, ISinkStream stream)
    {
        try
        {
            await stream.RunAsync(default);
        }
        catch (ReplicationException e)
        {
            Say($"{WorkerWords.Stopped} {sink} {e.Kind} {e.Message}");
        }
        catch (Exception e)
        {
            // Not one of the engine's failures, so a fault of its own.
            Say($"{WorkerWords.Stopped} {sink} {e.GetType().Name} {e}");
        }
    }

    private async Task TellAsync(string sink, ISinkStream stream)
    {
        using var ticks = new PeriodicTimer(TellEvery);
        string? told = null;
        while (await ticks.WaitForNextTickAsync())
        {
            if (stream.Status.RetryReason is var reason && reason != told)
                Say($"{WorkerWords.Retrying} {sink} {reason}");
            told = reason;
        }
    }

    /// <summary>A spare loads and compiles what it will need while another worker runs. Whether the server answers does not matter.</summary>
    private async Task WarmUpAsync()
    {
        try
        {
            var source = _settings.SourceSettings();
            await new PostgresSourceReader(TimeProvider.System).IdentifyAsync(source, default);
            await _engine.ListSlotsAsync(source, default);
        }
        catch (ReplicationException)
        {
            Say("cold");
        }
    }

    private void Say(string line)
    {
        _output.WriteLine(line.ReplaceLineEndings(" | "));
        _output.Flush();
    }
}
