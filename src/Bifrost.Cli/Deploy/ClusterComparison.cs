using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Plan;
using Bifrost.Topology;

namespace Bifrost.Cli.Deploy;

/// <summary>
/// Renders one topology for two clusters and says which setting of a cluster's entry causes each difference. It does not guess: for each setting in which the entries differ,
/// the left cluster is rendered once more with only that setting taken from the right; the keys that change are its doing.
/// </summary>
internal sealed class ClusterComparison(BifrostProject project, Invocation invocation, string? templates)
{
    public ClusterDifference Compare(Cluster left, Cluster right)
    {
        var settings = ClusterSetting.All.Where(setting => setting.Show(left) != setting.Show(right)).ToList();
        var (before, after) = (Render(left, left), Render(right, left));
        var tries = settings.Where(static setting => setting.IsRendered).ToDictionary(static setting => setting.Name, setting => Render(setting.Take(left, right), left));
        return new ClusterDifference(left.Name, right.Name,
            [.. settings.Select(setting => new SettingDifference(setting.Name, setting.Show(left), setting.Show(right)))],
            [.. before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => new ConnectorDifference(name, Keys(name, before, after, tries)))]);
    }

    private static IReadOnlyList<KeyDifference> Keys(string name, Configurations before, Configurations after, Dictionary<string, Configurations> tries) =>
    [
        .. ConfigComparison.Compare(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name), SecretMask.ByName)
            .Select(key => new KeyDifference(key.Key, key.Before, key.After,
                [.. tries.Where(one => Value(one.Value, name, key.Key) != Value(before, name, key.Key)).Select(static one => one.Key)])),
    ];

    private static string? Value(Configurations all, string name, string key) => all.TryGetValue(name, out var config) && config.TryGetValue(key, out var value) ? value : null;

    /// <summary>Every connector as it is rendered for a cluster, under one name, so that the name itself makes no difference.</summary>
    private Configurations Render(Cluster cluster, Cluster named)
    {
        var alone = project with { Topology = project.Topology with { Clusters = [cluster with { Name = named.Name }] } };
        return new Configurations(RenderedFiles.Of(alone, invocation, templates)
            .Select(static file => DesiredConnector.Parse(file.Json, $"connectors/{file.RelativePath}"))
            .ToDictionary(static one => one.Name, static one => one.Config, StringComparer.Ordinal));
    }

    private sealed class Configurations(Dictionary<string, IReadOnlyDictionary<string, string>> all) : Dictionary<string, IReadOnlyDictionary<string, string>>(all, StringComparer.Ordinal);
}
