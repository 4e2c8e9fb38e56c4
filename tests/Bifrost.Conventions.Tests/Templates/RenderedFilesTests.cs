using Bifrost.Templates;
using Bifrost.Topology;
using Bifrost.Topology.Tables;

namespace Bifrost.Conventions.Tests.Templates;

public class RenderedFilesTests
{
    [Test]
    public void The_committed_connectors_are_what_the_topology_renders()
    {
        var topology = Sample.Read();

        var differences = RenderCheck.Compare(Sample.Connectors, topology, ConnectorRenderer.Render(topology));

        differences.Select(one => $"{one.Kind} {one.RelativePath}\n{string.Join('\n', one.Lines)}").ShouldBeEmpty("Run `bifrost render` and commit what it writes.");
    }

    [Test]
    public void The_committed_resources_for_Strimzi_are_what_the_topology_renders()
    {
        var topology = Sample.Read();

        var differences = RenderCheck.Compare(Sample.Connectors, topology, Resources(topology));

        differences.Select(one => $"{one.Kind} {one.RelativePath}\n{string.Join('\n', one.Lines)}").ShouldBeEmpty("Run `bifrost render --format strimzi` and commit what it writes.");
    }

    [Test]
    public void The_templates_folder_is_what_is_built_in()
    {
        var topology = Sample.Read();

        ConnectorRenderer.Render(topology, Sample.Templates).ShouldBe(ConnectorRenderer.Render(topology));
    }

    [Test, Category("Writer"), Explicit("Writes the committed files, as `bifrost render` does.")]
    public void Write_the_committed_connectors()
    {
        var topology = Sample.Read();

        RenderWriter.Write(Sample.Connectors, topology, ConnectorRenderer.Render(topology));
        RenderWriter.Write(Sample.Connectors, topology, Resources(topology));
    }

    private static IReadOnlyList<RenderedResource> Resources(BifrostTopology topology) => StrimziRenderer.Render(topology, ConnectorRenderer.Render(topology), SourceTables.None);
}
