using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bifrost.Catalogs;

/// <summary>
/// One catalog as a file: <c>&lt;type&gt;/&lt;Class&gt;-&lt;version&gt;.json</c>, a key on a line of its own and sorted, so that two versions can be compared by eye. The files that ship with
/// Bifrost have the same form, and may say more of a key.
/// </summary>
public static partial class CatalogFile
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web);

    private static readonly JsonSerializerOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Its path below a folder of catalogs, whatever a cluster calls its classes and versions.</summary>
    public static string PathOf(KeyCatalog catalog)
    {
        var simple = catalog.Class[(catalog.Class.LastIndexOf('.') + 1)..].Replace('$', '.');
        var version = catalog.Versions is [var only] ? only : $"{catalog.Versions[0]}_to_{catalog.Versions[^1]}";
        return $"{Safe(catalog.Type)}/{Safe(simple)}-{Safe(version)}.json";
    }

    public static string Write(KeyCatalog catalog)
    {
        var text = new StringBuilder()
            .Append("{\n \"class\": ").Append(Json(catalog.Class))
            .Append(",\n \"type\": ").Append(Json(catalog.Type))
            .Append(",\n \"versions\": [").AppendJoin(", ", catalog.Versions.Select(Json))
            .Append("],\n \"keys\": [\n")
            .AppendJoin(",\n", catalog.Keys.OrderBy(static key => key.Name, StringComparer.Ordinal).Select(Line))
            .Append("\n ]\n}\n");
        return text.ToString();
    }

    /// <exception cref="CatalogException">The file cannot be read, or is no catalog.</exception>
    public static KeyCatalog Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<KeyCatalog>(File.ReadAllText(path), Reading) ?? throw CatalogException.Empty(path);
        }
        catch (JsonException e)
        {
            throw CatalogException.NotACatalog(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CatalogException.Unreadable(path, e);
        }
    }

    /// <summary>Every catalog below a folder, in the order of their paths; none where the folder is not there.</summary>
    /// <exception cref="CatalogException">A file cannot be read, or is no catalog.</exception>
    public static IReadOnlyList<KeyCatalog> ReadFolder(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read)] : [];

    private static string Line(KeyDefinition key)
    {
        var recommended = key.Recommended.Count == 0 ? "" : $", \"recommended\": [{string.Join(", ", key.Recommended.Select(Json))}]";
        return $"  {{\"name\": {Json(key.Name)}, \"type\": {Json(key.Type)}, \"required\": {(key.Required ? "true" : "false")}, \"default\": {Json(key.Default)}, \"importance\": {Json(key.Importance)}{recommended}}}";
    }

    private static string Safe(string part) => Unsafe().Replace(part, "_");

    [GeneratedRegex(@"[^A-Za-z0-9._-]|^\.+")]
    private static partial Regex Unsafe();

    private static string Json(string? text) => JsonSerializer.Serialize(text, Writing);
}
