using System.ComponentModel;
using System.Diagnostics;

namespace Bifrost.Stack.Processes;

/// <summary>What a program that has ended left behind.</summary>
/// <param name="Output">Both of its streams, errors last.</param>
internal sealed record ProgramRun(int Code, string Output)
{
    /// <summary>Runs a program to its end; a cancelled run kills it and what it started.</summary>
    /// <param name="variables">Over the caller's own environment.</param>
    /// <exception cref="StackException">The program cannot be started.</exception>
    public static async Task<ProgramRun> OfAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            // A server must not keep the caller's folder busy, nor fail because its user may not enter it.
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (variable, value) in variables ?? new Dictionary<string, string>())
            start.Environment[variable] = value;
        using var process = Start(start);
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return new ProgramRun(process.ExitCode, await output.ConfigureAwait(false) + await error.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>As <see cref="OfAsync"/>, as the user that servers run as.</summary>
    public static Task<ProgramRun> AsServerUserAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation) => UnixUser.IsRoot
        ? OfAsync("runuser", ["-u", UnixUser.ServerUser, "--", program, .. arguments], cancellation)
        : OfAsync(program, arguments, cancellation);

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw StackException.ProgramNotRunnable(start.FileName, e);
        }
    }
}
