using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Sink;

/// <summary>One row's change, ready to be sent.</summary>
/// <param name="Values">The shape's parameters in order; null is NULL.</param>
/// <param name="Otherwise">What to write where the row to update is not there; null where the change does not carry the whole row, or must not be written then.</param>
/// <param name="Change">For the message and the parked row, should the target refuse it.</param>
/// <param name="Bytes">Characters of the values, for the bounds of a chunk.</param>
internal sealed record RowWrite(TablePlan Plan, RowShape Shape, string?[] Values, Func<RowWrite>? Otherwise, Change Change, int Bytes)
{
    public static RowWrite Of(TablePlan plan, RowShape shape, string?[] values, Change change, Func<RowWrite>? otherwise = null)
    {
        var bytes = 0;
        foreach (var value in values)
            bytes += value?.Length ?? 0;
        return new RowWrite(plan, shape, values, otherwise, change, bytes);
    }
}
