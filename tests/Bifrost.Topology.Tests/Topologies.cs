namespace Bifrost.Topology.Tests;

/// <summary>Texts of topologies, and what reading them says.</summary>
internal static class Topologies
{
    public const string Small = """
        name: asgard
        clusters:
          embedded: { kind: embedded, url: "http://127.0.0.1:8083" }
        sources:
          thor:
            connection: { host: "${env:THOR_HOST}", database: thordb, user: thor, password: "${env:THOR_PASSWORD}" }
        targets:
          mjolnir:
            connection: { host: "${env:MJOLNIR_HOST}", database: mjolnirdb, user: mjolnir, password: "${env:MJOLNIR_PASSWORD}" }
        """;

    public static BifrostTopology Read(string text) => TopologyFile.Parse(text, "bifrost.yml");

    public static IReadOnlyList<Finding> FindingsOf(string text) => Should.Throw<TopologyException>(() => Read(text)).Findings;

    public static Finding TheFindingOf(string text) => FindingsOf(text).ShouldHaveSingleItem();
}
