using System.Collections.Immutable;
using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Wire;

/// <summary>The relations that a session has described, by OID. A copy is a moment in the stream: a spilled transaction is decoded from the one at its start.</summary>
public sealed class RelationCache
{
    private ImmutableDictionary<uint, Relation> _relations;
    private Relation? _last;

    public RelationCache() => _relations = ImmutableDictionary<uint, Relation>.Empty;

    private RelationCache(ImmutableDictionary<uint, Relation> relations) => _relations = relations;

    public RelationCache Copy() => new(_relations);

    internal void Remember(Relation relation)
    {
        _relations = _relations.SetItem(relation.Oid, relation);
        _last = relation;
    }

    internal Relation Find(uint oid)
    {
        // Rows come in runs of one table.
        if (_last is { } last && last.Oid == oid)
            return last;
        return _relations.TryGetValue(oid, out var relation) ? _last = relation : throw WireFaults.UnknownRelation(oid);
    }
}
