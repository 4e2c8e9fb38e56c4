using Bifrost.Replication.Failures;
using Npgsql;

namespace Bifrost.Postgres.Progress;

/// <summary>How a target transaction begins, in whatever round trip is its first.</summary>
/// <param name="Commands">Sent before anything else.</param>
/// <param name="Fault">Asked once they were answered: why nothing of the transaction may stay, or null.</param>
internal sealed record Opening(IReadOnlyList<NpgsqlBatchCommand> Commands, Func<ReplicationException?> Fault);
