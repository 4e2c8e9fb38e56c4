namespace Bifrost.Topology.Tests;

public class TenFaultsTests
{
    private const string Text = """
        name: Asgard
        clusters:
          embedded:
            kind: embeded
            url: http://127.0.0.1:8083
        sources:
          thor:
            conection: {}
            connection:
              host: ${env:THOR_HOST:-localhost}
              database: thordb
              user: thor
              password: hunter2
            slot: Bifrost-Thor
            slot: bifrost_thor
        targets:
          mjolnir:
            source: tor
            insert: upsrt
            deletes: perhaps
            connection:
              host: here
              database: mjolnirdb
              password: ${env:MJOLNIR_PASSWORD}
        """;

    [Test]
    public void Ten_faults_give_ten_findings_at_their_places()
    {
        var findings = Topologies.FindingsOf(Text).Select(one => $"{one.Line}:{one.Column} {one.Path} -> {one.Suggestion ?? "-"}");

        findings.ShouldBe([
            "1:7 name -> -",
            "4:11 clusters.embedded.kind -> embedded",
            "8:5 sources.thor.conection -> connection",
            "10:13 sources.thor.connection.host -> -",
            "13:17 sources.thor.connection.password -> -",
            "14:11 sources.thor.slot -> -",
            "15:5 sources.thor.slot -> -",
            "18:13 targets.mjolnir.source -> thor",
            "19:13 targets.mjolnir.insert -> upsert",
            "20:14 targets.mjolnir.deletes -> -",
            "22:7 targets.mjolnir.connection -> -",
        ]);
    }

    [Test]
    public void The_exception_prints_each_finding_on_a_line_of_its_own_and_no_secret()
    {
        var fault = Should.Throw<TopologyException>(() => Topologies.Read(Text));

        fault.Message.Split('\n').Length.ShouldBe(fault.Findings.Count);
        fault.Message.ShouldContain("bifrost.yml:19:13: targets.mjolnir.insert: 'upsrt' is not allowed here. Allowed are upsert, insert, update. Did you mean 'upsert'?");
        fault.Message.ShouldNotContain("hunter2");
    }
}
