using System.Text.Json;
using Bifrost.Stack.Processes;
using Bifrost.Stack.Servers;

namespace Bifrost.Cli.Bench;

/// <summary>Folders of benchmarks that were killed before they could tidy up, with the servers that still run in them.</summary>
internal static class BenchLeftovers
{
    public const string Prefix = "bifrost-bench-";

    private const string OwnerFile = "owner.json";

    /// <summary>Writes into a folder who works there.</summary>
    public static void Own(string folder) => File.WriteAllText(Path.Combine(folder, OwnerFile), JsonSerializer.Serialize(ProcessIdentity.Of(Environment.ProcessId)));

    /// <summary>Stops the servers and deletes the folders whose owner is gone. A folder that names no owner is left: nobody knows whose it is.</summary>
    /// <returns>The folders.</returns>
    public static async Task<IReadOnlyList<string>> RemoveAsync(CancellationToken cancellation)
    {
        var removed = new List<string>();
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*").Where(IsAbandoned))
        {
            await BenchKafkaStack.StopAsync(folder, cancellation).ConfigureAwait(false);
            foreach (var server in Directory.GetDirectories(folder))
                await new PostgresServer(server, port: 0).StopAsync("immediate", cancellation).ConfigureAwait(false);
            Directory.Delete(folder, recursive: true);
            removed.Add(folder);
        }

        return removed;
    }

    private static bool IsAbandoned(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<ProcessIdentity>(File.ReadAllText(Path.Combine(folder, OwnerFile))) is { IsAlive: false };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return false;
        }
    }
}
