namespace Bifrost.Templates.Findings;

/// <summary>A rule and its message are one row. In <paramref name="What"/> and <paramref name="Fix"/>, <c>{type}</c>, <c>{table}</c>, <c>{column}</c>, <c>{source}</c> and <c>{detail}</c> are filled in.</summary>
internal sealed record ColumnRule(string Id, FindingSeverity Severity, Func<ColumnCase, bool> Applies, string What, string Fix);

/// <inheritdoc cref="ColumnRule"/>
internal sealed record TableRule(string Id, FindingSeverity Severity, Func<SourceCase, Bifrost.Topology.Tables.CapturedTable, bool> Applies, string What, string Fix);

/// <param name="Details">One for each finding: what fills <c>{detail}</c>.</param>
internal sealed record SourceRule(string Id, FindingSeverity Severity, Func<SourceCase, IEnumerable<string>> Details, string What, string Fix);
