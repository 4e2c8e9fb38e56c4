using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Routing;

namespace Bifrost.Postgres.Sink;

/// <summary>From a change of the source to the write that its route asks for; null where the route drops it.</summary>
internal sealed class RowTranslator(string sink)
{
    public RowWrite? Translate(TablePlan plan, Change change, in RowFacts facts) => change switch
    {
        RowInserted inserted => Insert(plan, inserted, facts with { Operation = 'c' }),
        RowUpdated updated => Update(plan, updated, facts with { Operation = 'u' }),
        RowDeleted deleted => Delete(plan, deleted, facts with { Operation = 'd', Deleted = true }),
        _ => null,
    };

    private RowWrite? Insert(TablePlan plan, RowInserted change, in RowFacts facts)
    {
        if (plan.Route.Skipped.HasFlag(SkippedOperations.Create))
            return null;
        RequireWhole(plan, change, change.New);
        return plan.Route.InsertMode switch
        {
            InsertMode.Insert => RowWrite.Of(plan, plan.Insert, Values(plan, plan.Columns, change.New, facts), change),
            InsertMode.Upsert => RowWrite.Of(plan, plan.Upsert, Values(plan, plan.Columns, change.New, facts), change),
            _ => UpdateOf(plan, change, change.New, change.New, keyChanges: false, facts, mayMiss: true),
        };
    }

    private RowWrite? Update(TablePlan plan, RowUpdated change, in RowFacts facts)
    {
        if (plan.Route.Skipped.HasFlag(SkippedOperations.Update))
            return null;
        RequireMatch(plan, change.OldImage == OldImage.Full || !plan.MatchesWholeRow);
        var found = change.Old ?? change.New;
        var keyChanges = change.Old is not null && (plan.MatchesWholeRow || plan.Match.Any(c => !Same(change.Old[c.Source], change.New[c.Source])));
        var mayMiss = plan.Route.InsertMode == InsertMode.Update;
        // A full old image has what the new one leaves out: it did not change.
        var whole = change.OldImage == OldImage.Full ? Filled(change.New, change.Old!) : change.New;
        var captured = facts;
        Func<RowWrite>? otherwise = mayMiss || plan.MatchesWholeRow || plan.Columns.Any(c => c.IsMissing(whole))
            ? null
            : () => RowWrite.Of(plan, plan.Upsert, Values(plan, plan.Columns, whole, captured), change);
        return UpdateOf(plan, change, change.New, found, keyChanges, facts, mayMiss, otherwise);
    }

    private RowWrite? Delete(TablePlan plan, RowDeleted change, in RowFacts facts)
    {
        if (plan.Route.Skipped.HasFlag(SkippedOperations.Delete) || plan.Route.Deletes == DeleteMode.Ignore)
            return null;
        RequireMatch(plan, change.OldImage == OldImage.Full || !plan.MatchesWholeRow);
        if (plan.Route.Deletes == DeleteMode.Delete)
            return RowWrite.Of(plan, plan.Delete, Values(plan, plan.Match, change.Old, facts), change);
        // A key image has placeholders in the other columns: only what is no column's is written then.
        var set = plan.Columns.Where((c, i) => c.Source < 0 || (change.OldImage == OldImage.Full && !plan.IsMatch[i])).ToList();
        if (set.Count == 0)
            return null;
        var shape = plan.Update(set, change.OldImage == OldImage.Full ? "rewrite row" : "rewrite", mayMiss: true);
        return RowWrite.Of(plan, shape, [.. Values(plan, set, change.Old, facts), .. Values(plan, plan.Match, change.Old, facts)], change);
    }

    private RowWrite? UpdateOf(
        TablePlan plan, Change change, ColumnValue[] image, ColumnValue[] found, bool keyChanges, in RowFacts facts, bool mayMiss, Func<RowWrite>? otherwise = null)
    {
        RequireMatch(plan, plan.Match.All(c => !c.IsMissing(found)));
        if (change is RowUpdated { Old: { } old } && plan.Match.FirstOrDefault(c => c.Target.IsIdentityAlways && !Same(old[c.Source], image[c.Source])) is { } fixedColumn)
            throw SchemaFaults.FixedKey(sink, plan.Route.Target, fixedColumn.Target.Name);
        var set = new List<WrittenColumn>(plan.Columns.Count);
        Span<char> mask = plan.Columns.Count <= 256 ? stackalloc char[plan.Columns.Count] : new char[plan.Columns.Count];
        for (var i = 0; i < plan.Columns.Count; i++)
        {
            var column = plan.Columns[i];
            var isSet = !column.IsMissing(image) && !column.Target.IsIdentityAlways && (keyChanges || !plan.IsMatch[i]);
            mask[i] = isSet ? '1' : '0';
            if (isSet)
                set.Add(column);
        }

        if (set.Count == 0)
            return null;
        var values = new string?[set.Count + plan.Match.Count];
        Fill(values, 0, plan, set, image, facts);
        Fill(values, set.Count, plan, plan.Match, found, facts);
        return RowWrite.Of(plan, plan.Update(set, new string(mask), mayMiss), values, change, otherwise);
    }

    private void RequireMatch(TablePlan plan, bool can)
    {
        if (plan.Match.Count == 0 || !can)
            throw SchemaFaults.NotFindable(sink, plan.Relation.Table);
    }

    private static void RequireWhole(TablePlan plan, Change change, ColumnValue[] image)
    {
        if (plan.Columns.Any(c => c.IsMissing(image)))
            throw new ReplicationException(FailureKind.Protocol, $"A {change.GetType().Name} of {plan.Relation.Table} arrived without all of its values. This is a fault in Bifrost or in the server.");
    }

    private static string?[] Values(TablePlan plan, IReadOnlyList<WrittenColumn> columns, ColumnValue[] image, in RowFacts facts)
    {
        var values = new string?[columns.Count];
        Fill(values, 0, plan, columns, image, facts);
        return values;
    }

    private static void Fill(string?[] values, int offset, TablePlan plan, IReadOnlyList<WrittenColumn> columns, ColumnValue[] image, in RowFacts facts)
    {
        for (var i = 0; i < columns.Count; i++)
            values[offset + i] = columns[i].Text(image, facts, plan.Route);
    }

    private static ColumnValue[] Filled(ColumnValue[] image, ColumnValue[] old) =>
        image.Any(static v => v.Kind == ValueKind.Missing) ? [.. image.Select((v, i) => v.Kind == ValueKind.Missing ? old[i] : v)] : image;

    private static bool Same(ColumnValue old, ColumnValue now) =>
        now.Kind == ValueKind.Missing || (old.Kind == now.Kind && old.Bytes.Span.SequenceEqual(now.Bytes.Span));
}
