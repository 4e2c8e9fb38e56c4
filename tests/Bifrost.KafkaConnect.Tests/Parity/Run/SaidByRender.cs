using Bifrost.KafkaConnect.Tests.Parity.Cases;
using Bifrost.Templates;
using Bifrost.Templates.Findings;
using Bifrost.Topology;
using Bifrost.Topology.Tables;

namespace Bifrost.KafkaConnect.Tests.Parity.Run;

/// <summary>What <c>render</c> has to say of each case, from the topology and the pulled tables of a run.</summary>
internal sealed class SaidByRender(IReadOnlyList<ConnectorFinding> findings)
{
    public static SaidByRender Of(string topologyPath)
    {
        var topology = TopologyFile.Load(topologyPath);
        var tables = TablesFile.LoadBeside(topology);
        return new SaidByRender(ConnectorFindings.Of(topology, ConnectorRenderer.Render(topology, tables: tables), tables));
    }

    public IReadOnlyList<ConnectorFinding> About(ParityCase one) =>
        [.. findings.Where(finding => one.Tables.Select(ParityCase.Plain).Contains(finding.Table)).DistinctBy(static finding => (finding.Rule, finding.Severity))];

    public string TextOf(ParityCase one) => string.Join(", ", About(one).Select(static finding => finding.Severity == FindingSeverity.Error ? $"**{finding.Rule}**" : finding.Rule));
}
