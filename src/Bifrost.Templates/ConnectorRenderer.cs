using Bifrost.Templates.Parameters;
using Bifrost.Templates.Rendering;
using Bifrost.Templates.Sets;
using Bifrost.Topology;
using Bifrost.Topology.Tables;

namespace Bifrost.Templates;

/// <summary>Renders every connector of a topology for every cluster. Pure but for the templates: no clock, no environment, no secrets.</summary>
public static class ConnectorRenderer
{
    /// <summary>One file for each connector and cluster: clusters in the order of the topology, then sources, then targets.</summary>
    /// <param name="templatesFolder">A folder with templates of one's own, which win over those that are built in; null for none.</param>
    /// <param name="tables">What is known of the sources' tables: with it, settings are chosen that keep every value; null for nothing.</param>
    /// <exception cref="TemplateException">A template is missing, wrong, or makes something that Connect does not take.</exception>
    public static IReadOnlyList<RenderedConnector> Render(BifrostTopology topology, string? templatesFolder = null, SourceTables? tables = null)
    {
        var templates = TemplateSet.Load(templatesFolder);
        return [.. topology.Clusters.SelectMany(cluster => RenderFor(cluster, topology, templates, tables ?? SourceTables.None))];
    }

    private static IEnumerable<RenderedConnector> RenderFor(Cluster cluster, BifrostTopology topology, TemplateSet templates, SourceTables tables)
    {
        foreach (var source in topology.Sources)
        {
            var parameters = SourceParameters.Of(source, cluster, topology, tables.Of(source.Name));
            yield return Render(cluster, source.ConnectorName, templates.Find(TemplateNames.For(source)), parameters, source.State, source.Config);
        }

        foreach (var target in topology.Targets)
        {
            var parameters = SinkParameters.Of(target, cluster, topology);
            yield return Render(cluster, target.ConnectorName, templates.Find(TemplateNames.For(target)), parameters, target.State, target.Config);
        }
    }

    private static RenderedConnector Render(Cluster cluster, string name, Template template, IReadOnlyDictionary<string, object?> parameters, WantedState? state, IReadOnlyList<ConfigOverride> overrides)
    {
        template.Schema.Check(template.Name, name, parameters);
        var text = TemplateEngine.Render(template, name, parameters);
        var connector = ConnectorJson.Parse(template.Name, name, text).With(overrides).In(state);
        return new RenderedConnector(cluster.Name, name, $"{cluster.Name}/{name}.json", connector.ToText());
    }
}
