using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Engine;

/// <summary>As <see cref="PlainRouter"/>, but for what a test alters in every route.</summary>
internal sealed class AlteredRouter(Func<TableRoute, TableRoute> alter) : ITableRouter
{
    private readonly PlainRouter _plain = new();

    public bool IsCaptured(TableName table) => _plain.IsCaptured(table);

    public TableRoute? Route(RoutedRelation relation) => _plain.Route(relation) is { } route ? alter(route) : null;
}
