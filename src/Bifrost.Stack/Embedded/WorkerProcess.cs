using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Bifrost.Stack.Processes;
using Bifrost.Stack.State;

namespace Bifrost.Stack.Embedded;

/// <summary>The embedded worker as a process of its own, which outlives the command that started it.</summary>
internal sealed class WorkerProcess(StateFolder folder, TimeProvider time)
{
    /// <summary>A cold start on a busy machine of two cores ends within it.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    /// <summary>Sinks finish the transaction that they are in.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Run by sh: it writes the process file about itself and then becomes the worker, so no worker ever runs that the file does not name.
    /// Descriptors that the caller happened to hold (a lock, a pipe) are closed, or they would stay held.
    /// </summary>
    private const string Launch = """
        file=$1; log=$2; boot=$3; about=$4; shift 4
        exec </dev/null >>"$log" 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
        read -r stat </proc/$$/stat
        ticks=$(printf '%s' "${stat##*) }" | cut -d' ' -f20)
        printf '%s %s %s\n%s\n' $$ "$ticks" "$boot" "$about" >"$file.new" && mv "$file.new" "$file" && exec "$@"
        """;

    public string LogFile => Path.Combine(folder.WorkerFolder, "log");

    private string ProcessFile => Path.Combine(folder.WorkerFolder, "process");

    /// <summary>The worker that we started, where it still runs.</summary>
    public WorkerRecord? Running => WorkerRecord.Read(ProcessFile) is { Process.IsAlive: true } record ? record : null;

    /// <summary>Sees that the right worker runs and is healthy: one of another build, address or set of variables is replaced.</summary>
    /// <exception cref="StackException">It ended while it started, or does not become healthy.</exception>
    public async Task EnsureAsync(WorkerProgram program, Uri url, Action<string> say, CancellationToken cancellation)
    {
        var arguments = program.Arguments(url);
        var fingerprint = Fingerprint(program, arguments);
        if (Running is { } old && old.Fingerprint != fingerprint)
        {
            say("stopping, to start it with the newer build or settings");
            await StopAsync(cancellation).ConfigureAwait(false);
        }

        Process? launched = null;
        if (Running is null)
        {
            say($"starting at {url}");
            launched = Start(program, arguments, $"{fingerprint}\n{url}");
        }

        using (launched)
            await UntilHealthyAsync(url, launched, cancellation).ConfigureAwait(false);
    }

    /// <summary>Ends the worker that we started; a process that was given its number since is not it.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (Running is { } record)
            await record.Process.EndAsync(StopLimit, time, cancellation).ConfigureAwait(false);
        File.Delete(ProcessFile);
    }

    private string Fingerprint(WorkerProgram program, IReadOnlyList<string> arguments)
    {
        var variables = File.Exists(folder.EnvironmentFile) ? File.ReadAllText(folder.EnvironmentFile) : "";
        var text = string.Join('\n', [program.Build, program.Program, .. arguments, variables]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }

    private Process Start(WorkerProgram program, IReadOnlyList<string> arguments, string about)
    {
        string[] launch = ["sh", "-c", Launch, "sh", ProcessFile, LogFile, ProcessIdentity.Boot, about, program.Program, .. arguments];
        File.Delete(ProcessFile);
        return Process.Start(new ProcessStartInfo("setsid", launch)) ?? throw new InvalidOperationException("setsid did not start.");
    }

    private async Task UntilHealthyAsync(Uri url, Process? launched, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        var health = WorkerHealth.Silent;
        while (time.GetElapsedTime(begun) < StartLimit)
        {
            if (Running is null && launched is not { HasExited: false })
                throw StackException.WorkerEnded(LogFile, EndOfLog());
            health = await WorkerHealth.AskAsync(url, cancellation).ConfigureAwait(false);
            if (health == WorkerHealth.Healthy && Running is not null)
                return;
            await Task.Delay(AskEvery, time, cancellation).ConfigureAwait(false);
        }

        throw StackException.WorkerSilent(url, LogFile, health);
    }

    private IReadOnlyList<string> EndOfLog() => File.Exists(LogFile) ? [.. File.ReadLines(LogFile).TakeLast(10)] : [];
}
