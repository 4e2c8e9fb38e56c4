using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Engine;

/// <summary>As <see cref="PlainRouter"/>, with <c>insert.mode=update</c>: rows that are not there are left alone.</summary>
internal sealed class UpdatingRouter : ITableRouter
{
    private readonly PlainRouter _plain = new();

    public bool IsCaptured(TableName table) => _plain.IsCaptured(table);

    public TableRoute? Route(RoutedRelation relation) => _plain.Route(relation) is { } route ? route with { InsertMode = InsertMode.Update } : null;
}
