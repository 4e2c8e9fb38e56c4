using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;

namespace Bifrost.Worker.Routing;

/// <summary>A source without a sink: what it captures, and nowhere to write it.</summary>
internal sealed class CaptureRouter(SourceSide source) : ITableRouter
{
    public SkippedOperations Skipped => source.Skipped;

    public bool IsCaptured(TableName table) => source.Capture.IsCaptured(table);

    public IReadOnlyList<UnmatchedEntry> Unmatched(IReadOnlyCollection<TableName> tables) => source.Capture.Unmatched(tables);

    public TableRoute? Route(RoutedRelation relation) => null;
}
