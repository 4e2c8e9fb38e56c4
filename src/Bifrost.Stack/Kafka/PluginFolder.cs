using System.IO.Compression;
using System.Text;

namespace Bifrost.Stack.Kafka;

/// <summary>
/// The plugins as the worker gets them: a folder of links beside its state. A worker that has to look into every class of every jar takes ten seconds of two cores
/// longer to start than one that reads the jars' own lists (<c>META-INF/services</c>), which almost all plugins have by now. Those that are known to have none get
/// one here; where another has none, the worker looks into everything.
/// </summary>
internal static class PluginFolder
{
    private const string Services = "META-INF/services/org.apache.kafka.connect.";

    private const string ConverterList = Services + "storage.Converter";

    /// <summary>Apicurio's jar of converters, up to its version 2.6, lists none of them.</summary>
    private static readonly string[] Unlisted = ["io.apicurio.registry.utils.converter.AvroConverter", "io.apicurio.registry.utils.converter.ExtJsonConverter"];

    /// <summary>Makes the folder below <paramref name="worker"/>, where it is not there: it is named for the jars, and what was made for others is deleted.</summary>
    /// <returns>The worker's <c>plugin.path</c> and <c>plugin.discovery</c>.</returns>
    public static (string Path, string Discovery) Prepare(KafkaHome home, string worker)
    {
        var start = Path.Combine(worker, "plugins-" + Processes.ProcessCommand.FingerprintOf(home.Identity)[..12]);
        if (Find(start) is { } found)
            return found;
        foreach (var old in Directory.GetDirectories(worker, "plugins-*"))
            Directory.Delete(old, recursive: true);
        var unfinished = start + ".new";
        var plugins = Directory.GetDirectories(home.Plugins).Concat(Directory.GetFiles(home.Plugins, "*.jar"));
        var allListed = plugins.Select(plugin => Link(plugin, unfinished)).ToList().TrueForAll(static listed => listed);
        Directory.Move(unfinished, $"{start}.{(allListed ? "service_load" : "hybrid_warn")}");
        return Find(start)!.Value;
    }

    private static (string Path, string Discovery)? Find(string start) =>
        new[] { "service_load", "hybrid_warn" }.Where(discovery => Directory.Exists($"{start}.{discovery}")).Select(discovery => ($"{start}.{discovery}", discovery)).Cast<(string, string)?>().FirstOrDefault();

    /// <returns>Whether the plugin has a list of its classes.</returns>
    private static bool Link(string plugin, string folder)
    {
        var place = Path.Combine(folder, Path.GetFileName(plugin));
        Directory.CreateDirectory(place);
        var jars = File.Exists(plugin) ? [plugin] : Directory.GetFiles(plugin, "*.jar", SearchOption.AllDirectories);
        foreach (var (jar, index) in jars.Select(static (jar, index) => (jar, index)))
            File.CreateSymbolicLink(Path.Combine(place, $"{index}-{Path.GetFileName(jar)}"), jar);
        var entries = jars.SelectMany(KafkaHome.EntriesOf).ToHashSet(StringComparer.Ordinal);
        var unlisted = Unlisted.Where(name => entries.Contains(name.Replace('.', '/') + ".class")).ToList();
        if (unlisted.Count > 0)
            WriteList(Path.Combine(place, "bifrost-list.jar"), unlisted);
        return unlisted.Count > 0 || entries.Any(static entry => entry.StartsWith(Services, StringComparison.Ordinal));
    }

    private static void WriteList(string jar, IEnumerable<string> classes)
    {
        using var archive = ZipFile.Open(jar, ZipArchiveMode.Create);
        using var list = archive.CreateEntry(ConverterList).Open();
        list.Write(Encoding.UTF8.GetBytes(string.Join('\n', classes) + '\n'));
    }
}
