using System.Diagnostics;
using Bifrost.Stack.Embedded;

namespace Bifrost.Stack.Processes;

/// <summary>A process of ours that outlives the command that started it: its folder holds <c>log</c> and <c>process</c>, which says who it is.</summary>
/// <param name="name">For messages, such as <c>worker</c>.</param>
internal sealed class OwnedProcess(string name, string folder, TimeProvider time)
{
    /// <summary>A cold start on a busy machine of two cores ends within it.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);

    /// <summary>Sinks finish the batch that they are in, a broker closes its logs.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(50);

    private const int LinesOfLog = 10;

    /// <summary>
    /// Run by sh: it writes the process file about itself and then becomes the program, so nothing ever runs that the file does not name.
    /// Descriptors that the caller happened to hold (a lock, a pipe) are closed, or they would stay held.
    /// </summary>
    private const string Launch = """
        file=$1; log=$2; boot=$3; about=$4; shift 4
        exec </dev/null >>"$log" 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
        read -r stat </proc/$$/stat
        ticks=$(printf '%s' "${stat##*) }" | cut -d' ' -f20)
        printf '%s %s %s\n%s\n' $$ "$ticks" "$boot" "$about" >"$file.new" && mv "$file.new" "$file" && exec "$@"
        """;

    public string Name => name;

    public string LogFile => Path.Combine(folder, "log");

    private string ProcessFile => Path.Combine(folder, "process");

    /// <summary>The process that we started, where it still runs.</summary>
    public ProcessRecord? Running => ProcessRecord.Read(ProcessFile) is { Process.IsAlive: true } record ? record : null;

    /// <summary>Sees that the right process runs and is healthy: one of another fingerprint is replaced.</summary>
    /// <param name="ask">Its health at an address, in the words of <see cref="WorkerHealth"/>.</param>
    /// <exception cref="StackException">It ended while it started, or does not become healthy.</exception>
    public async Task EnsureAsync(ProcessCommand command, Func<Uri, CancellationToken, Task<string>> ask, Action<string> say, CancellationToken cancellation)
    {
        if (Running is { } old && old.Fingerprint != command.Fingerprint)
        {
            say("stopping, to start it with the newer build or settings");
            await StopAsync(cancellation).ConfigureAwait(false);
        }

        Process? launched = null;
        if (Running is null)
        {
            say($"starting at {command.Address}");
            launched = Start(command);
        }

        using (launched)
            await UntilHealthyAsync(command.Address, ask, launched, cancellation).ConfigureAwait(false);
    }

    /// <summary>Ends the process that we started; a process that was given its number since is not it.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (Running is { } record)
            await record.Process.EndAsync(StopLimit, time, cancellation).ConfigureAwait(false);
        if (Directory.Exists(folder))
            File.Delete(ProcessFile);
    }

    private Process Start(ProcessCommand command)
    {
        string[] launch = ["sh", "-c", Launch, "sh", ProcessFile, LogFile, ProcessIdentity.Boot, $"{command.Fingerprint}\n{command.Address}", command.Program, .. command.Arguments];
        File.Delete(ProcessFile);
        var start = new ProcessStartInfo("setsid", launch);
        foreach (var (variable, value) in command.Environment)
            start.Environment[variable] = value;
        return Process.Start(start) ?? throw new InvalidOperationException("setsid did not start.");
    }

    private async Task UntilHealthyAsync(Uri address, Func<Uri, CancellationToken, Task<string>> ask, Process? launched, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        var health = WorkerHealth.Silent;
        while (time.GetElapsedTime(begun) < StartLimit)
        {
            if (Running is null && launched is not { HasExited: false })
                throw StackException.ProcessEnded(name, LogFile, EndOfLog());
            health = await ask(address, cancellation).ConfigureAwait(false);
            if (health == WorkerHealth.Healthy && Running is not null)
                return;
            await Task.Delay(AskEvery, time, cancellation).ConfigureAwait(false);
        }

        throw StackException.ProcessNotHealthy(name, address, health, LogFile, EndOfLog());
    }

    private IReadOnlyList<string> EndOfLog() => File.Exists(LogFile) ? [.. File.ReadLines(LogFile).TakeLast(LinesOfLog)] : [];
}
