using Bifrost.Analytics.Plan;

namespace Bifrost.Analytics.Manifest;

/// <summary>Makes the plan of a manifest that <c>dbt compile --full-refresh</c> wrote; the same project gives the same plan, whatever database it was compiled for.</summary>
internal sealed class PlanMaker
{
    private readonly ManifestFile _manifest;
    private readonly SqlNormalizer _normalizer;
    private readonly Dictionary<string, ManifestNode> _relations;
    private readonly Func<string, IReadOnlyList<string>> _seedColumns;

    private PlanMaker(ManifestFile manifest, Func<string, IReadOnlyList<string>> seedColumns)
    {
        _manifest = manifest;
        _seedColumns = seedColumns;
        _normalizer = new([.. manifest.Nodes.Concat(manifest.Sources).Select(static node => node.Database).Distinct()]);
        _relations = manifest.Nodes.Where(static node => node.Kind is "model" or "seed").ToDictionary(static node => node.Id, StringComparer.Ordinal);
    }

    /// <param name="seedColumns">The heading of a seed's file, by the seed's name.</param>
    /// <exception cref="ModelsException">The project has what cannot be built without dbt; all faults at once.</exception>
    public static CompiledModels Make(ManifestFile manifest, Func<string, IReadOnlyList<string>> seedColumns)
    {
        var faults = PlanChecks.Of(manifest);
        return faults.Count > 0 ? throw ManifestFaults.Several(faults) : new PlanMaker(manifest, seedColumns).Make();
    }

    private CompiledModels Make()
    {
        var relations = InOrder([.. _relations.Values.Where(static node => node.Materialized != "ephemeral")]);
        var tests = _manifest.Nodes.Where(static node => node.Kind == "test").OrderBy(TestReader.NameOf, StringComparer.Ordinal).ToList();
        var files = relations.Where(static node => node.Kind == "model").Select(node => ($"models/{node.Name}.sql", Sql(node)))
            .Concat(tests.Select(test => ($"tests/{TestReader.NameOf(test)}.sql", Sql(test))))
            .ToDictionary(static file => file.Item1, static file => file.Item2, StringComparer.Ordinal);
        var plan = new ModelsPlan(
            [.. relations.Select(node => RelationReader.Read(node, Parents(node), node.Kind == "seed" ? _seedColumns(node.Name) : []))],
            [.. tests.Select(test => TestReader.Read(test, Parents(test)))],
            [.. _manifest.Sources.Select(source => SourceReader.Read(source, _normalizer))]);
        return new(plan, files);
    }

    private string Sql(ManifestNode node) => _normalizer.Normal(node.Sql ?? throw ManifestFaults.NotCompiled(node.Id));

    /// <summary>Names of the relations that a node reads; an ephemeral model stands for what it reads itself.</summary>
    private IReadOnlyList<string> Parents(ManifestNode node) => [.. Relations(node).Select(static parent => parent.Name).Distinct().Order(StringComparer.Ordinal)];

    private IEnumerable<ManifestNode> Relations(ManifestNode node) =>
        node.Reads.Where(_relations.ContainsKey).Select(id => _relations[id]).SelectMany(parent => parent.Materialized == "ephemeral" ? Relations(parent) : [parent]);

    private List<ManifestNode> InOrder(List<ManifestNode> waiting)
    {
        var (ordered, done) = (new List<ManifestNode>(), new HashSet<string>(StringComparer.Ordinal));
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(node => Parents(node).All(done.Contains)).OrderBy(static node => node.Kind == "seed" ? 0 : 1).ThenBy(static node => node.Name, StringComparer.Ordinal).ToList();
            if (ready.Count == 0)
                throw ManifestFaults.Circle(waiting.Select(static node => node.Id));
            ordered.AddRange(ready);
            done.UnionWith(ready.Select(static node => node.Name));
            waiting.RemoveAll(node => done.Contains(node.Name));
        }
        return ordered;
    }
}
