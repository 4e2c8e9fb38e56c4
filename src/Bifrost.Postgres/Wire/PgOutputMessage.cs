using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Wire;

/// <summary>A pgoutput message of protocol version 1 (PostgreSQL, "Logical Replication Message Formats"). The set of kinds is closed.</summary>
public abstract record PgOutputMessage
{
    private protected PgOutputMessage()
    {
    }
}

/// <param name="FinalLsn">Where the transaction's commit record will begin.</param>
public sealed record BeginMessage(Lsn FinalLsn, DateTimeOffset CommitTime, uint Xid) : PgOutputMessage;

/// <param name="CommitLsn">Where the commit record begins.</param>
/// <param name="EndLsn">Where it ends: the position that progress is kept in.</param>
public sealed record CommitMessage(Lsn CommitLsn, Lsn EndLsn, DateTimeOffset CommitTime) : PgOutputMessage;

/// <summary>A table as the rows that follow were written for; kept until the next one with the same OID.</summary>
public sealed record RelationMessage(Relation Relation) : PgOutputMessage;

/// <summary>One change inside the open transaction.</summary>
public sealed record ChangeMessage(Change Change) : PgOutputMessage;

/// <summary>Origin, Type, and logical messages that belong to no transaction: read, checked, and of no consequence here.</summary>
public sealed record PassedOverMessage : PgOutputMessage
{
    internal static readonly PassedOverMessage Instance = new();
}
