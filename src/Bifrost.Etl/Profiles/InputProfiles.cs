using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bifrost.Etl.Profiles;

/// <summary>
/// The profiles of what was loaded, one file for each table and year: <c>ocorrencias-2024.json</c>; an input of several years has one of its own,
/// <c>ocorrencias-2023+2024.json</c>. They tell of the last load that covered those years.
/// </summary>
public static class InputProfiles
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Where the profiles are below a state folder.</summary>
    public static string FolderIn(string stateFolder) => Path.Combine(stateFolder, "etl", "profiles");

    /// <summary>All profiles of a folder, by table and year; none where there is no such folder.</summary>
    /// <exception cref="EtlException">A file cannot be read, or is no profile.</exception>
    public static IReadOnlyList<InputProfile> Read(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        return [.. Directory.EnumerateFiles(folder, "*.json")
            .Select(One)
            .OrderBy(static profile => profile.Table, StringComparer.Ordinal)
            .ThenBy(static profile => profile.Years.FirstOrDefault())
            .ThenBy(static profile => profile.Years.Count)];
    }

    private static InputProfile One(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize<InputProfile>(file, Json) ?? throw ProfileFaults.NotAProfile(path, null);
        }
        catch (JsonException e)
        {
            throw ProfileFaults.NotAProfile(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw EtlFaults.Unreadable(path, e);
        }
    }
}
