using System.Globalization;
using Bifrost.Stack.Embedded;

namespace Bifrost.Cli.Stack;

/// <summary>This very program, as the command line that starts it once more.</summary>
internal static class OwnProgram
{
    /// <summary>The worker of a topology: <c>bifrost worker</c>, of this build.</summary>
    public static WorkerProgram AsWorker(string topologyFile)
    {
        var program = Environment.ProcessPath!;
        // Started as `dotnet bifrost.dll`, the process is dotnet's.
        string[] self = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Path.Combine(AppContext.BaseDirectory, "bifrost.dll")] : [];
        return new WorkerProgram(
            program,
            url => [.. self, "worker", "--file", topologyFile, "--listen", $"{url.Host}:{url.Port.ToString(CultureInfo.InvariantCulture)}"],
            WorkerProgram.BuildOf(AppContext.BaseDirectory, "*ifrost*.dll"));
    }
}
