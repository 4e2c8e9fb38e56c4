using System.Text.Json;
using System.Text.Json.Nodes;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Plan;
using Bifrost.Templates;
using Bifrost.Topology;
using Bifrost.Topology.Tables;
using Bifrost.Topology.Yaml;

namespace Bifrost.Cli.Import;

/// <summary>
/// A topology that is written, read back and rendered until it says what the cluster has: each key in which a rendered connector differs from the one on the cluster goes into the
/// part's <c>config</c>, and is taken out again where a topology must not hold it.
/// </summary>
internal sealed class TopologyDraft(string name, string cluster, JsonObject clusterEntry, IReadOnlyList<ConnectorDraft> parts, string path, string? templates, ImportedSecrets secrets)
{
    private readonly List<ImportDifference> _differences = [];

    /// <summary>What cannot be said of the connectors; complete once <see cref="Write"/> has run.</summary>
    public IReadOnlyList<ImportDifference> Differences => _differences;

    /// <param name="maskOf">The mask for a connector class.</param>
    /// <exception cref="CommandException">The topology that came of it has faults that are no connector's.</exception>
    public string Write(Func<string, SecretMask> maskOf)
    {
        foreach (var part in parts)
            part.Overrides.Clear();
        Correct(Read(), maskOf);
        var topology = Read();
        foreach (var (part, change) in Compare(topology))
            if (!secrets.Stands(part.Connector.Name, change.Key) && change.Key != ConnectorPlan.TopologyKey)
                _differences.Add(new ImportDifference(part.Connector.Name, change.Key, "A topology sets it itself."));
        return Text();
    }

    private void Correct(BifrostTopology topology, Func<string, SecretMask> maskOf)
    {
        foreach (var (part, change) in Compare(topology))
        {
            var config = part.Connector.Config;
            if (change.Key is ConnectorPlan.TopologyKey or "name" or "connector.class" || secrets.Stands(part.Connector.Name, change.Key))
                continue;
            part.Overrides[change.Key] = config.TryGetValue(change.Key, out var value)
                ? secrets.Safe(part.Part, part.Connector.Name, change.Key, value, maskOf(config.GetValueOrDefault("connector.class", "")))
                : null;
        }
    }

    private IEnumerable<(ConnectorDraft Part, KeyChange Change)> Compare(BifrostTopology topology)
    {
        var rendered = ConnectorRenderer.Render(topology, templates, Directory.Exists(topology.Folder) ? TablesFile.LoadBeside(topology) : SourceTables.None)
            .Select(static file => DesiredConnector.Parse(file.Json, file.RelativePath)).ToDictionary(static one => one.Name, StringComparer.Ordinal);
        return parts.SelectMany(part => ConfigComparison.Compare(part.Connector.Name, part.Connector.Config, rendered[part.Connector.Name].Config, SecretMask.ByName).Select(change => (part, change)));
    }

    /// <summary>Reads the text back; what a topology must not hold is taken out of it, and remembered.</summary>
    private BifrostTopology Read()
    {
        while (true)
        {
            try
            {
                return TopologyFile.Parse(Text(), path);
            }
            catch (TopologyException e)
            {
                if (!e.Findings.Select(TakeOut).ToList().Contains(true))
                    throw new CommandException($"What the cluster has makes no topology:\n{e.Message}", inner: e);
            }
        }
    }

    private bool TakeOut(Finding finding)
    {
        if (parts.FirstOrDefault(part => finding.Path.StartsWith(part.Path + ".", StringComparison.Ordinal)) is not { } part)
            return false;
        var field = finding.Path[(part.Path.Length + 1)..];
        var key = field.StartsWith("config.", StringComparison.Ordinal) ? field["config.".Length..] : field.Split('.', '[')[0];
        if (!(field.StartsWith("config.", StringComparison.Ordinal) ? part.Overrides.Remove(key) : key != "connection" && part.Fields.Remove(key)))
            return false;
        // A field that is taken out comes back as a key of the connector; a key does not.
        if (field.StartsWith("config.", StringComparison.Ordinal))
            _differences.Add(new ImportDifference(part.Connector.Name, key, finding.Message));
        return true;
    }

    private string Text()
    {
        var root = new JsonObject
        {
            ["name"] = name,
            ["clusters"] = new JsonObject { [cluster] = clusterEntry.DeepClone() },
            ["sources"] = Parts(true),
            ["targets"] = Parts(false),
        };
        return YamlWriter.Write(root);
    }

    private JsonObject Parts(bool sources) => new(parts.Where(part => part.IsSource == sources).Select(static part => KeyValuePair.Create<string, JsonNode?>(part.Part, part.ToNode())));
}
