using System.IO.Compression;

namespace Bifrost.Stack.Tests.Kafka;

/// <summary>A folder laid out as Kafka is, its jars nearly empty.</summary>
internal sealed class HomeFolder : IDisposable
{
    private static readonly string[] Libraries = ["kafka_2.13-4.3.0.jar", "kafka-clients-4.3.0.jar", "kafka-server-4.3.0.jar", "connect-runtime-4.3.0.jar", "connect-json-4.3.0.jar"];

    public HomeFolder()
    {
        foreach (var jar in Libraries)
            Jar($"libs/{jar}");
        Directory.CreateDirectory(In("plugins"));
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("bifrost-kafka").FullName;

    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes a jar with these entries.</summary>
    public void Jar(string name, params string[] entries)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(In(name))!);
        using var archive = ZipFile.Open(In(name), ZipArchiveMode.Create);
        foreach (var entry in entries)
            archive.CreateEntry(entry);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
