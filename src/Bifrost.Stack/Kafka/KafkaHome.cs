using System.IO.Compression;

namespace Bifrost.Stack.Kafka;

/// <summary>
/// A folder with Apache Kafka 4 in it, as a stock distribution is unpacked: <c>libs/*.jar</c>, and <c>plugins/</c> that was filled with the connectors,
/// a folder for each. Optional: <c>bin/schema-registry</c>, a program that serves Confluent's REST API at <c>-listen HOST:PORT</c>.
/// </summary>
public sealed record KafkaHome
{
    /// <summary>One jar of each of these is needed: the broker, its formatter and clients, Connect.</summary>
    private static readonly string[] Needed = ["kafka_*.jar", "kafka-clients-*.jar", "kafka-server-*.jar", "connect-runtime-*.jar", "connect-json-*.jar"];

    private KafkaHome(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>For <c>java -cp</c>.</summary>
    public string ClassPath => Path.Combine(Libraries, "*");

    public string Plugins => Path.Combine(Folder, "plugins");

    /// <summary>Path of the registry's program; null where the folder has none.</summary>
    public string? Registry => Path.Combine(Folder, "bin", "schema-registry") is var program && File.Exists(program) ? program : null;

    private string Libraries => Path.Combine(Folder, "libs");

    private IEnumerable<string> PluginJars => Directory.EnumerateFiles(Plugins, "*.jar", SearchOption.AllDirectories);

    /// <param name="folder">As the user wrote it, made absolute.</param>
    /// <exception cref="StackException">It is no such folder; the message says what it lacks.</exception>
    public static KafkaHome At(string folder)
    {
        var home = new KafkaHome(Path.GetFullPath(folder));
        if (!Directory.Exists(home.Folder))
            throw StackException.NoKafkaHome(home.Folder);
        var missing = Needed.Where(pattern => !Directory.Exists(home.Libraries) || !Directory.EnumerateFiles(home.Libraries, pattern).Any()).ToList();
        if (missing.Count > 0)
            throw StackException.KafkaLibrariesMissing(home.Libraries, missing);
        return Directory.Exists(home.Plugins) ? home : throw StackException.KafkaPluginsMissing(home.Plugins);
    }

    /// <summary>Sees that a jar holds each of these classes: a connector of a class that is not there would only fail when it is deployed.</summary>
    /// <exception cref="StackException">Some are not there; the message names them and the folder.</exception>
    public void Require(IEnumerable<string> classes)
    {
        var wanted = classes.ToDictionary(static name => name.Replace('.', '/') + ".class", static name => name, StringComparer.Ordinal);
        foreach (var jar in PluginJars.Concat(Directory.EnumerateFiles(Libraries, "*.jar")).TakeWhile(_ => wanted.Count > 0))
        {
            foreach (var entry in EntriesOf(jar).Where(wanted.ContainsKey).ToList())
                wanted.Remove(entry);
        }

        if (wanted.Count > 0)
            throw StackException.KafkaClassesMissing(Plugins, [.. wanted.Values.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Changes when a jar is added, taken away or replaced by one of another size.</summary>
    internal string Identity => string.Join('\n', PluginJars.Concat(Directory.EnumerateFiles(Libraries, "*.jar")).Order(StringComparer.Ordinal)
        .Select(static jar => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{jar} {new FileInfo(jar).Length}")));

    /// <summary>Names of what a jar holds.</summary>
    internal static IReadOnlyList<string> EntriesOf(string jar)
    {
        try
        {
            using var archive = ZipFile.OpenRead(jar);
            return [.. archive.Entries.Select(static entry => entry.FullName)];
        }
        catch (InvalidDataException e)
        {
            throw StackException.BrokenJar(jar, e);
        }
    }
}
