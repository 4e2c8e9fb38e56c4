using Bifrost.Replication.Changes;

namespace Bifrost.Replication.Sink;

/// <summary>The target has confirmed the COMMIT of everything up to <paramref name="EndLsn"/>. Made by a sink only, after the answer to COMMIT has come; nothing else moves progress or is acknowledged.</summary>
public sealed record Durable(Lsn EndLsn, AppliedRows Rows);
