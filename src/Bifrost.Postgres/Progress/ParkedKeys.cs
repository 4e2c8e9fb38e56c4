using Bifrost.Postgres.Parked;
using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Progress;

/// <summary>Which rows a sink has parked, so that a change is looked at only where one of them may be meant. Some hundred bytes for each parked row.</summary>
internal sealed class ParkedKeys
{
    private readonly Dictionary<string, List<(IReadOnlyList<string> Columns, HashSet<string> Identities)>> _tables = new(StringComparer.Ordinal);

    public bool IsEmpty => _tables.Count == 0;

    public IEnumerable<TableName> Tables => _tables.Keys.Select(static name => name.Split('.', 2)).Select(static parts => new TableName(parts[0], parts[^1]));

    /// <param name="columns">The source columns that find the row; none where nothing can change it later.</param>
    public void Add(string table, IReadOnlyList<string> columns, IReadOnlyCollection<string> identities)
    {
        if (!_tables.TryGetValue(table, out var keys))
            _tables.Add(table, keys = []);
        var known = keys.Find(key => key.Columns.SequenceEqual(columns));
        if (known.Identities is null)
            keys.Add(known = (columns, new HashSet<string>(StringComparer.Ordinal)));
        known.Identities.UnionWith(identities);
    }

    public void Remove(string table, string identity)
    {
        foreach (var (_, identities) in _tables.GetValueOrDefault(table) ?? [])
            identities.Remove(identity);
    }

    /// <summary>The parked rows that the change may be of.</summary>
    public IEnumerable<(string Table, string Identity)> Touched(Change change)
    {
        if (RowIdentity.RelationOf(change) is not { } relation || !_tables.TryGetValue(relation.Table.ToString(), out var keys))
            return [];
        var table = relation.Table.ToString();
        return keys.SelectMany(key => RowIdentity.Of(change, key.Columns).Where(key.Identities.Contains)).Distinct().Select(identity => (table, identity));
    }
}
