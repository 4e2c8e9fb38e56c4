namespace Bifrost.Analytics.Report.Marts;

/// <summary>A replicated table against the fact that is built of it: a row of <c>star.rpt_reconciliation</c>.</summary>
public sealed record Reconciliation(string Fact, long SourceRows, long FactRows, long SourceTotal, long FactTotal)
{
    /// <summary>No row and no weapon is lost or doubled on the way.</summary>
    public bool Agrees => SourceRows == FactRows && SourceTotal == FactTotal;
}
