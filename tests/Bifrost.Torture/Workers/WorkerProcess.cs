using System.Diagnostics;
using System.Globalization;

namespace Bifrost.Torture.Workers;

/// <summary>One worker's process, seen from the loop.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly List<(Func<string, bool> IsIt, TaskCompletionSource<string> Came)> _awaited = [];
    private readonly List<string> _lines = [];
    private readonly Task _reading;

    private WorkerProcess(Process process)
    {
        _process = process;
        _reading = Task.Run(ReadAsync);
    }

    public int Id => _process.Id;

    /// <summary>Ends with the process.</summary>
    public Task Ended => _reading;

    /// <summary>It ended itself at the point that was set.</summary>
    public bool DiedAtItsPoint => Lines.Any(static line => line == WorkerWords.Died);

    /// <summary>Everything that it has said.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    /// <summary>What sinks said when they stopped for an operator.</summary>
    public IEnumerable<string> Stops => Lines.Where(static line => line.StartsWith(WorkerWords.Stopped, StringComparison.Ordinal));

    /// <summary>Starts a process that waits to be told to run.</summary>
    public static async Task<WorkerProcess> StartAsync(WorkerSettings settings, bool hasOwnDisk)
    {
        string[] command = [Host(), "exec", Program(), "worker"];
        if (hasOwnDisk)
            command = Servers.SmallDisk.Around(settings.SpillFolder, command);
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var worker = new WorkerProcess(Process.Start(start)!);
        await worker.TellAsync(settings.ToJson());
        return worker;
    }

    /// <summary>Waits until it is warm.</summary>
    public Task ReadyAsync() => _ready.Task;

    public Task RunAsync() => TellAsync(WorkerWords.Run);

    /// <summary>It will end itself at the n-th time that it comes to the point.</summary>
    public Task ArmAsync(string point, int hits) => TellAsync(string.Create(CultureInfo.InvariantCulture, $"{WorkerWords.Arm} {hits} {point}"));

    public Task DisarmAsync() => ArmAsync("nowhere", 1);

    /// <summary>The first line that is so, said already or to come; null where the process ends before.</summary>
    /// <param name="after">Lines that were said before, and do not count.</param>
    public async Task<string?> SaysAsync(Func<string, bool> isIt, TimeSpan limit, int after = 0)
    {
        var came = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_lines.Skip(after).FirstOrDefault(isIt) is { } said)
                return said;
            _awaited.Add((isIt, came));
        }

        return await Task.WhenAny(came.Task, _reading).WaitAsync(limit) == came.Task ? await came.Task : null;
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private async Task TellAsync(string line)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(line);
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It is dead, which its end tells.
            await _reading;
        }
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == WorkerWords.Ready)
                _ready.TrySetResult();
            lock (_gate)
            {
                _lines.Add(line);
                foreach (var (_, came) in _awaited.Where(one => one.IsIt(line)))
                    came.TrySetResult(line);
            }
        }

        await _process.WaitForExitAsync();
        _ready.TrySetException(new Violation($"a worker ended before it was ready; it said: {string.Join(" / ", Lines)}"));
    }

    /// <summary>In the folder of its own build, also where a suite has a copy: what it needs lies beside it there, and a suite's framework may hold it otherwise.</summary>
    private static string Program()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        var name = typeof(WorkerProcess).Assembly.GetName().Name!;
        return Path.Combine(folder.Parent!.Parent!.FullName, name, folder.Name, $"{name}.dll");
    }

    /// <summary>The dotnet that runs us; a test host is not one.</summary>
    private static string Host() => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
}
