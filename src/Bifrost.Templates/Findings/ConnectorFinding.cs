namespace Bifrost.Templates.Findings;

/// <summary>What a connector cannot carry on Kafka Connect as it is rendered, said before anything is deployed.</summary>
/// <param name="Rule">Name of the rule, by which a topology accepts it: <c>bit-varying</c>.</param>
/// <param name="Cluster">The cluster that it is true for.</param>
/// <param name="Table"><c>schema.table</c>; null for a finding of the whole connector.</param>
/// <param name="Column">Null for a finding of the table.</param>
/// <param name="What">What happens to rows, as a clause that the column or table is the subject of.</param>
/// <param name="Fix">What to do, as a sentence.</param>
public sealed record ConnectorFinding(FindingSeverity Severity, string Rule, string Cluster, string Connector, string? Table, string? Column, string What, string Fix);

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>Rare values are changed, or something has to be made on the target first.</summary>
    Warning,

    /// <summary>Ordinary rows are lost or changed, or the task stops at them, and nothing on the target helps.</summary>
    Error,
}
