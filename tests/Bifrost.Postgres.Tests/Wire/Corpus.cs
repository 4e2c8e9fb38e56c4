using System.Runtime.CompilerServices;

namespace Bifrost.Postgres.Tests.Wire;

/// <summary>The files below <c>Corpus/</c>: one message a line, in hex; lines that begin with # say what comes.</summary>
internal static class Corpus
{
    /// <summary>What servers sent, by file, in the order of the slot.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<byte[]>> Captured = Files("protocol-*.hex");

    /// <summary>What was found to be worth keeping: each was refused wrongly, or taken wrongly, or could be by a decoder that trusts what it reads.</summary>
    public static readonly IReadOnlyList<byte[]> Kept = [.. Files("kept.hex").Values.Single()];

    public static IReadOnlyList<byte[]> Of(int protocol) => [.. Captured.Where(file => file.Key.StartsWith($"protocol-{protocol}", StringComparison.Ordinal)).SelectMany(static file => file.Value)];

    private static Dictionary<string, IReadOnlyList<byte[]>> Files(string pattern) => Directory.GetFiles(Folder(), pattern).Order(StringComparer.Ordinal).ToDictionary(
        static file => Path.GetFileNameWithoutExtension(file),
        static file => (IReadOnlyList<byte[]>)[.. File.ReadAllLines(file).Where(static line => !line.StartsWith('#')).Select(Convert.FromHexString)]);

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Corpus");
}
