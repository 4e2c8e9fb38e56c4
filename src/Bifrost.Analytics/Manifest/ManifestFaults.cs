namespace Bifrost.Analytics.Manifest;

/// <summary>The wording of what a manifest says and the committed SQL cannot.</summary>
internal static class ManifestFaults
{
    public static ModelsException Unreadable(string path, Exception inner) =>
        new($"{path} is no manifest that dbt compiled: {inner.Message} Run `bifrost models compile`, which has dbt write it.", inner);

    public static ModelsException NotCompiled(string id) => new($"{id} has no compiled SQL in the manifest: dbt compiled a part of the project only. Compile all of it.");

    public static ModelsException Circle(IEnumerable<string> ids) => new($"These wait for each other: {string.Join(", ", ids)}.");

    /// <summary>Something that dbt can do and the way without dbt cannot.</summary>
    public static string NotWithoutDbt(string id, string what, string instead) => $"{id}: {what} is not built without dbt. {instead}";

    public static ModelsException Several(IReadOnlyList<string> faults) => new(string.Join(Environment.NewLine, faults));
}
