using System.Text.RegularExpressions;
using Bifrost.Topology;

namespace Bifrost.Stack.Plan;

/// <summary>Schemas that names in a topology lead to, as far as they can be known without looking at a database.</summary>
internal static partial class TargetSchemas
{
    private const string SourceSchema = "${source.schema}";

    /// <summary>Schemas that the target's naming writes to; none where it names tables without a schema.</summary>
    public static IReadOnlyList<string> Of(BifrostTopology topology, Target target)
    {
        var schema = BeforeDot().Match(target.Naming).Groups["schema"].Value;
        if (schema == SourceSchema)
            return [.. topology.SourcesOf(target).SelectMany(Of).Distinct()];
        return schema.Length > 0 && EnvironmentReference.IsPlain(schema) ? [schema] : [];
    }

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
