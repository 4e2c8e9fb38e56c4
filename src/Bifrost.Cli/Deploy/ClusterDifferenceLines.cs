namespace Bifrost.Cli.Deploy;

/// <summary>In what two clusters differ, as a person reads it.</summary>
internal static class ClusterDifferenceLines
{
    public static IEnumerable<string> Of(ClusterDifference difference)
    {
        yield return $"{difference.Left} -> {difference.Right}";
        foreach (var setting in difference.Settings)
            yield return $"    clusters.*.{setting.Setting}: {setting.Left} -> {setting.Right}";
        foreach (var connector in difference.Connectors.Where(static connector => connector.Keys.Count > 0))
        {
            yield return "";
            yield return connector.Name;
            foreach (var key in connector.Keys)
                yield return $"    {Change(key)}   [{Because(key)}]";
        }
        yield return "";
        var differing = difference.Connectors.Count(static connector => connector.Keys.Count > 0);
        yield return differing == 0
            ? $"The {difference.Connectors.Count} connectors are the same on both."
            : $"{differing} of {difference.Connectors.Count} connectors differ.";
    }

    private static string Change(KeyDifference key) => (key.Left, key.Right) switch
    {
        (null, var right) => $"+ {key.Key} = {right}",
        (var left, null) => $"- {key.Key} = {left}",
        var (left, right) => $"~ {key.Key}: {left} -> {right}",
    };

    private static string Because(KeyDifference key) => key.Because.Count > 0 ? string.Join(", ", key.Because) : "several settings at once";
}
