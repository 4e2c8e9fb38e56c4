using Bifrost.Postgres.Slots;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Source;
using Npgsql;

namespace Bifrost.Postgres.Verify;

/// <summary>Reads the position that a target keeps for one sink and one source, in whatever transaction the connection is.</summary>
internal sealed class TargetPosition(SourceSettings source, SinkSettings sink, SourceIdentity identity)
{
    /// <summary>Whether the target has a row of the sink's, complete or not.</summary>
    public static async Task<bool> IsKeptAsync(NpgsqlConnection target, string sink, CancellationToken cancellation)
    {
        await using var table = new NpgsqlCommand("select to_regclass('bifrost.progress') is not null", target);
        if (await table.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is not true)
            return false;
        await using var row = new NpgsqlCommand("select exists (select from bifrost.progress where sink = $1)", target) { Parameters = { new() { Value = sink } } };
        return await row.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is true;
    }

    /// <summary>The last end LSN that the target holds; null before its snapshot is complete.</summary>
    public async Task<Lsn?> ReadAsync(NpgsqlConnection target, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select slot, end_lsn::text from bifrost.progress where sink = $1 and source_system = $2 and timeline = $3 and snapshot_completed order by generation desc", target)
        {
            Parameters = { new() { Value = sink.Connector }, new() { Value = identity.SystemIdentifier }, new() { Value = identity.Timeline } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            if (SlotName.GenerationOf(reader.GetString(0), source.SlotName, sink.Connector) is not null)
                return Lsn.Parse(reader.GetString(1));
        }

        return null;
    }
}
