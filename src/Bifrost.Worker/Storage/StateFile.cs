using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Bifrost.Worker.Storage;

/// <summary>The form of every state file: one line <c>bifrost-state VERSION SHA-256</c>, then JSON, of which the sum is taken. What does not fit its sum is never read as state.</summary>
internal static class StateFile
{
    /// <summary>Version 1 held a name, a configuration and a state; 2 adds what a sink follows and a source's offset.</summary>
    public const int Version = 2;

    private const string Magic = "bifrost-state";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static byte[] Write<T>(T content)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(content, Json);
        return [.. Encoding.ASCII.GetBytes($"{Magic} {Version.ToString(CultureInfo.InvariantCulture)} {Sum(payload)}\n"), .. payload];
    }

    /// <exception cref="StateFileException">Not a state file, torn, or of a version that this worker does not know.</exception>
    public static T Read<T>(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var end = Array.IndexOf(bytes, (byte)'\n');
        var header = end < 0 ? [] : Encoding.ASCII.GetString(bytes, 0, end).Split(' ');
        if (header.Length != 3 || header[0] != Magic || !int.TryParse(header[1], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            throw StateFileException.Foreign(path);
        if (version > Version)
            throw StateFileException.TooNew(path, version, Version);
        var payload = bytes.AsSpan(end + 1);
        if (header[2] != Sum(payload))
            throw StateFileException.Torn(path);
        try
        {
            return JsonSerializer.Deserialize<T>(payload, Json) ?? throw StateFileException.Foreign(path);
        }
        catch (JsonException)
        {
            throw StateFileException.Foreign(path);
        }
    }

    private static string Sum(ReadOnlySpan<byte> payload) => Convert.ToHexStringLower(SHA256.HashData(payload));
}
