using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;

namespace Bifrost.Worker.Routing;

/// <summary>A source without a sink: what it captures, and nowhere to write it.</summary>
internal sealed class CaptureRouter(SourceCapture capture) : ITableRouter
{
    public bool IsCaptured(TableName table) => capture.IsCaptured(table);

    public TableRoute? Route(RoutedRelation relation) => null;
}
