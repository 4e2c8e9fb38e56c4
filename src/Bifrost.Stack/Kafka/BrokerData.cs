using System.Security.Cryptography;
using Bifrost.Stack.Processes;
using Bifrost.Stack.State;

namespace Bifrost.Stack.Kafka;

/// <summary>The folder that a broker keeps its topics in. KRaft starts from one that was formatted.</summary>
internal sealed class BrokerData(string brokerFolder)
{
    private const int IdBytes = 16;

    public string Folder => Path.Combine(brokerFolder, "data");

    /// <summary>Formats beside the folder and renames at the end: what an interrupted call left is thrown away by the next.</summary>
    /// <param name="properties">The broker's properties for a folder of data.</param>
    /// <param name="java">The command line of a class of Kafka's.</param>
    /// <exception cref="StackException">Kafka's formatter failed; the message holds what it said.</exception>
    public async Task EnsureAsync(Func<string, string> properties, Func<string[], (string Program, IReadOnlyList<string> Arguments)> java, CancellationToken cancellation)
    {
        if (Directory.Exists(Folder))
            return;
        var staging = Folder + ".new";
        await LeftFolder.DeleteAsync(staging, TimeProvider.System, cancellation).ConfigureAwait(false);
        var file = Path.Combine(brokerFolder, "format.properties");
        await File.WriteAllTextAsync(file, properties(staging), cancellation).ConfigureAwait(false);
        var (program, arguments) = java(["kafka.tools.StorageTool", "format", "-t", NewClusterId(), "-c", file]);
        var run = await ProgramRun.OfAsync(program, arguments, cancellation).ConfigureAwait(false);
        if (run.Code != 0)
            throw StackException.BrokerNotFormatted(Folder, run);
        Directory.Move(staging, Folder);
    }

    /// <summary>16 random bytes in URL-safe base 64, as Kafka makes them: none begins with a dash, which reads as an option.</summary>
    private static string NewClusterId()
    {
        string id;
        do
            id = System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
        while (id[0] == '-');
        return id;
    }
}
