using System.Globalization;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;

namespace Bifrost.Postgres.Sink;

/// <summary>What can be said of a change beside its columns.</summary>
/// <param name="Database">The source's database.</param>
internal readonly record struct RowFacts(string Database, Lsn Lsn, uint? Xid, DateTimeOffset CommitTime, char Operation, bool Deleted)
{
    public static RowFacts Of(string database, SourceTransaction transaction) => new(database, transaction.CommitLsn, transaction.Xid, transaction.CommitTime, 'r', Deleted: false);

    public string? Text(ChangeFact fact, TableRoute route) => fact switch
    {
        ChangeFact.Operation => Operation.ToString(),
        ChangeFact.Schema => route.Source.Schema,
        ChangeFact.Table => route.Source.Name,
        ChangeFact.Database => Database,
        ChangeFact.Lsn => Lsn.Value.ToString(CultureInfo.InvariantCulture),
        ChangeFact.TransactionId => Xid?.ToString(CultureInfo.InvariantCulture),
        ChangeFact.CommitMilliseconds => CommitTime.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        ChangeFact.Topic => route.Topic,
        ChangeFact.Deleted => Deleted ? "true" : "false",
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "Not a fact of a change."),
    };
}
