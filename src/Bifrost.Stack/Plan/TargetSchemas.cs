using System.Text.RegularExpressions;
using Bifrost.Topology;

namespace Bifrost.Stack.Plan;

/// <summary>Schemas that names in a topology lead to, as far as they can be known without looking at a database.</summary>
internal static partial class TargetSchemas
{
    /// <summary>Schema of Bifrost's own tables: on a source of signals and heartbeats, on a target of progress and parked rows. Rights there are given table by table.</summary>
    public const string Own = "bifrost";

    private const string SourceSchema = "${source.schema}";

    /// <summary>Schemas that the target's naming writes to; none where it names tables without a schema.</summary>
    public static IReadOnlyList<string> Of(BifrostTopology topology, Target target)
    {
        var schema = BeforeDot().Match(target.Naming).Groups["schema"].Value;
        if (schema == SourceSchema)
            return [.. topology.SourcesOf(target).SelectMany(Of).Where(static name => name != Own).Distinct()];
        return schema.Length > 0 && EnvironmentReference.IsPlain(schema) ? [schema] : [];
    }

    /// <summary>Tables that the beats of its sources are replicated to; none where only the topic says their names.</summary>
    public static IReadOnlyList<string> Heartbeats(BifrostTopology topology, Target target) =>
    [
        .. topology.SourcesOf(target).Select(static source => source.Heartbeat.Table).OfType<string>().Where(target.Tables.Matches)
            .Select(table => target.Naming.Replace(SourceSchema, table.Split('.', 2)[0], StringComparison.Ordinal).Replace("${source.table}", table.Split('.', 2)[1], StringComparison.Ordinal))
            .Where(EnvironmentReference.IsPlain).Select(static name => name.Contains('.', StringComparison.Ordinal) ? name : $"public.{name}").Distinct(),
    ];

    /// <summary>Schemas that a source names without wildcards, by themselves or before a table.</summary>
    public static IReadOnlyList<string> Of(Source source) =>
    [
        .. source.Schemas.Include
            .Concat(source.Tables.Include.Where(static table => table.Contains('.', StringComparison.Ordinal)).Select(static table => table[..table.IndexOf('.', StringComparison.Ordinal)]))
            .Where(static schema => !Wildcard.IsWild(schema)).Distinct(),
    ];

    /// <summary>The text before the first dot that stands outside a placeholder.</summary>
    [GeneratedRegex(@"\A(?<schema>(\$\{[^}]*\}|[^.$])+)\.", RegexOptions.CultureInvariant)]
    private static partial Regex BeforeDot();
}
