using Bifrost.EndToEnd.Tests.CommandLine;

namespace Bifrost.EndToEnd.Tests.BadInput;

public sealed class TopologyTests
{
    private const string TenFaults = """
        name: Asgard Castle
        clusters:
          embedded:
            kind: embeded
            url: not a url
        sources:
          thor:
            connection:
              host: ${env:THOR_HOST}
              port: seventy
              database: ${env:THOR_DATABASE}
              usr: ${env:THOR_USER}
              password: ${env:THOR_PASSWORD}
            tables: [raw.*]
            snapshot: someday
            heartbeat: soon
        targets:
          mjolnir:
            dialect: postgrs
            insert: upsrt
            deletes: perhaps
            connection:
              host: ${env:MJOLNIR_HOST
              port: 5432
              database: mjolnirdb
              user: mjolnir
              password: ${env:MJOLNIR_PASSWORD}
        """;

    [TestCase("up")]
    [TestCase("apply")]
    [TestCase("render")]
    public async Task Ten_faults_of_a_topology_are_told_in_one_go_each_with_its_place_and_nothing_is_done(string verb)
    {
        await using var place = Workplace.WithSample();
        place.Edit(static _ => TenFaults);
        var outcome = await place.MustFailAsync(verb, 1, "nothing was done", "embeded", "postgrs", "upsrt", "usr", "someday", "soon", "perhaps");
        outcome.Error.Split('\n').Count(static line => line.StartsWith("bifrost.yml:", StringComparison.Ordinal) || line.Contains("/bifrost.yml:", StringComparison.Ordinal))
            .ShouldBeGreaterThanOrEqualTo(10, outcome.ToString());
        Directory.GetFileSystemEntries(place.Folder).ShouldBe([place.Topology]);
    }
}
