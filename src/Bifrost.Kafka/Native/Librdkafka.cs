using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Bifrost.Kafka.Native;

/// <summary>Finds the machine's librdkafka for the Confluent client, which by itself looks only for the files of its own package.</summary>
internal static class Librdkafka
{
    /// <summary>Names a file elsewhere: a library that is not where the system looks.</summary>
    private const string Variable = "BIFROST_LIBRDKAFKA";

    private static readonly string[] Names = ["librdkafka.so.1", "librdkafka"];

    /// <summary>2.6.1, as the library writes its versions.</summary>
    private const int FirstWithScram = 0x02060100;

    private static readonly Lazy<nint> Loaded = new(Load);

    /// <exception cref="BrokerException">The machine has none.</exception>
    public static void Require()
    {
        if (Loaded.Value == 0)
            throw BrokerException.NoLibrary();
    }

    /// <summary>The library's version where it sends its own nonce twice, which brokers of Kafka 4 refuse; null where it does not.</summary>
    public static string? WithoutScram => Library.Version < FirstWithScram ? Library.VersionString : null;

    private static nint Load()
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        foreach (var name in string.IsNullOrEmpty(named) ? Names : [named])
            if (NativeLibrary.TryLoad(name, out var library))
            {
                NativeLibrary.SetDllImportResolver(typeof(Library).Assembly, (asked, _, _) => asked.Contains("librdkafka", StringComparison.Ordinal) ? library : 0);
                return library;
            }
        return 0;
    }
}
