namespace Bifrost.Topology.Tables;

/// <summary>What is otherwise in a database than the snapshot has it.</summary>
/// <param name="Table"><c>schema.table</c>; null where it is the source's types or extensions.</param>
/// <param name="Text">A clause: what is otherwise.</param>
/// <param name="Consequence">A sentence: what targets make of it, where that is not the same column again; null otherwise.</param>
public sealed record TableChange(string Source, string? Table, string Text, string? Consequence = null);

/// <summary>Compares the snapshot with what a database has.</summary>
public static class TablesComparison
{
    /// <summary>Every change, by table; none where the snapshot still holds.</summary>
    public static IReadOnlyList<TableChange> Compare(CapturedDatabase? known, CapturedDatabase now)
    {
        if (known is null)
            return [new TableChange(now.Source, null, "the snapshot does not have this source")];
        var before = known.Tables.ToDictionary(static table => table.FullName, StringComparer.Ordinal);
        var after = now.Tables.ToDictionary(static table => table.FullName, StringComparer.Ordinal);
        var changes = before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .SelectMany(name => Table(before.GetValueOrDefault(name), after.GetValueOrDefault(name)).Select(change => new TableChange(now.Source, name, change.Text, change.Consequence))).ToList();
        if (!Same(known.Types, now.Types, FlowText.Of) || !Same(known.Types, now.Types, static type => type.Name))
            changes.Add(new TableChange(now.Source, null, "types of users changed"));
        if (!known.Extensions.SequenceEqual(now.Extensions))
            changes.Add(new TableChange(now.Source, null, "the extensions that columns need changed"));
        if (!known.Shadows.SequenceEqual(now.Shadows))
            changes.Add(new TableChange(now.Source, null, "the tables and types that bear a type's name changed"));
        if (!known.EnumDomains.SequenceEqual(now.EnumDomains))
            changes.Add(new TableChange(now.Source, null, "its domains over enums changed"));
        return changes;
    }

    private static IEnumerable<(string Text, string? Consequence)> Table(CapturedTable? before, CapturedTable? after)
    {
        if (after is null)
            return [("the table is gone, or no longer captured", null)];
        if (before is null)
            return [(after.Key.Count == 0 ? "a new table, without a key" : "a new table", $"Sinks that run already get what happens to it from now on; rows that it holds, `bifrost snapshot {after.FullName}` copies.")];
        return Columns(before, after).Concat(Rest(before, after).Select(static text => (text, (string?)null)));
    }

    private static IEnumerable<(string Text, string? Consequence)> Columns(CapturedTable before, CapturedTable after)
    {
        var gone = before.Columns.Where(column => after.Columns.All(one => one.Name != column.Name)).ToList();
        foreach (var column in gone)
            yield return ($"column {column.Name} is gone", null);
        foreach (var column in after.Columns)
        {
            var was = before.Columns.FirstOrDefault(one => one.Name == column.Name);
            if (was is null)
                yield return ($"column {column.Name} ({column.Type}) is new", ColumnConsequences.OfNew(column, gone));
            else if (was.Type != column.Type)
                yield return ($"column {column.Name} was {was.Type} and is {column.Type}", null);
            else if (was != column)
                yield return ($"column {column.Name} has another default, nullability, identity, generation or collation", null);
        }
    }

    private static IEnumerable<string> Rest(CapturedTable before, CapturedTable after)
    {
        if (!before.PrimaryKey.SequenceEqual(after.PrimaryKey))
            yield return after.PrimaryKey.Count == 0 ? "the primary key is gone" : $"the primary key is ({string.Join(", ", after.PrimaryKey)})";
        if (before.Identity != after.Identity || !before.IdentityColumns.SequenceEqual(after.IdentityColumns))
            yield return $"the replica identity is {after.Identity.ToString().ToLowerInvariant()}";
        if (!Same(before.Unique, after.Unique, static key => $"{key.Name} {FlowText.Of(key.Columns)}"))
            yield return "its unique keys changed";
        if (!Same(before.References, after.References, static one => $"{one.Name} {FlowText.Of(one)}"))
            yield return "its foreign keys changed";
        if (before.Kind != after.Kind || before.Parent != after.Parent)
            yield return "its partitioning or inheritance changed";
        var kept = before.Columns.Select(static column => column.Name).Where(name => after.Columns.Any(one => one.Name == name));
        if (!kept.SequenceEqual(after.Columns.Select(static column => column.Name).Where(name => before.Columns.Any(one => one.Name == name))))
            yield return "its columns have another order";
    }

    private static bool Same<T>(IEnumerable<T> left, IEnumerable<T> right, Func<T, string> text) => left.Select(text).SequenceEqual(right.Select(text));
}
