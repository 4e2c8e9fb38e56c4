using Bifrost.Cli.Status;
using Bifrost.Cli.Verify;
using Bifrost.Etl.Load;

namespace Bifrost.Cli.Sample;

/// <summary>The result of <c>bifrost run</c>.</summary>
/// <param name="Equal">Every target equals its source.</param>
/// <param name="Tables">What both issues of the sample did to the source's tables.</param>
/// <param name="CaughtUpSeconds">From the last commit at the source until every target held it.</param>
internal sealed record RunReport(string Cluster, bool Equal, IReadOnlyList<TravelledTable> Tables, IReadOnlyList<ReplicaLine> Replicas, double CaughtUpSeconds, double Seconds)
{
    public static RunReport Of(string cluster, IReadOnlyList<EtlReport> loads, IReadOnlyList<VerifiedPair> pairs, StatusReport status, TimeSpan behind) => new(
        cluster,
        pairs.Count > 0 && pairs.All(static pair => pair.Equal),
        [.. loads.SelectMany(static load => load.Tables).GroupBy(static table => table.Table).Select(TravelledTable.Of)],
        [.. pairs.Select(pair => ReplicaLine.Of(pair, status))],
        Math.Round(behind.TotalSeconds, 1),
        0);
}

/// <param name="Inserted">Rows inserted at the source during the run; so for the other counts.</param>
internal sealed record TravelledTable(string Table, long Inserted, long Updated, long Deleted)
{
    public static TravelledTable Of(IGrouping<string, TableReport> loads) => new(
        loads.Key, loads.Sum(static load => load.Inserted), loads.Sum(static load => load.Updated), loads.Sum(static load => load.Deleted));
}

/// <param name="Position">Source position that the verdict is true for; null where the target keeps none.</param>
/// <param name="Rows">Rows that the target holds in all compared tables.</param>
/// <param name="LagBytes">WAL that the target did not hold when it was compared; null where it is not known.</param>
internal sealed record ReplicaLine(string Sink, bool Equal, string? Position, long Rows, long? LagBytes, IReadOnlyList<VerifiedTable> Tables, string? Error)
{
    public static ReplicaLine Of(VerifiedPair pair, StatusReport status) => new(
        pair.Sink, pair.Equal, pair.Position, pair.Tables.Sum(static table => table.TargetRows),
        status.Connectors.Where(connector => connector.Name == pair.Sink).SelectMany(static connector => connector.Streams).Where(stream => stream.Source == pair.Source).Select(static stream => stream.LagBytes).FirstOrDefault(),
        [.. pair.Tables.Where(static table => !table.Equal)], pair.Error);
}
