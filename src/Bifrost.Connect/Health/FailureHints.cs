using System.Text.RegularExpressions;

namespace Bifrost.Connect.Health;

/// <summary>What to do about a failure, by a phrase of its message: one row each, the first that fits.</summary>
public static class FailureHints
{
    /// <summary>Stands for the worker in a row.</summary>
    private const string Worker = "{worker}";

    private static readonly (string Phrase, string Hint)[] Rows =
    [
        ("password authentication failed", "The password is wrong: check the variable that the connection's password names, where the worker runs."),
        ("no pg_hba.conf entry", "The server does not let this user in from the worker's address: add a line to pg_hba.conf."),
        ("must be superuser or replication role|permission denied to start WAL sender|must have the REPLICATION attribute", "Give the source's user the right to replicate: ALTER ROLE … REPLICATION."),
        ("wal_level", "Set wal_level = logical on the source and restart it."),
        ("is active for PID|already active", "Another process reads that slot: stop it, or give this source another slot name."),
        ("all replication slots are in use", "Drop slots that are left over (`bifrost slots list`), or raise max_replication_slots."),
        ("requested WAL segment .* has already been removed|can no longer get changes|slot .*lost", "The source no longer has the WAL that the slot needs: reset the offsets, which takes a new snapshot."),
        ("cannot affect row a second time", "Take reWriteBatchedInserts and unnest inserts out of the sink, or use insert.mode=insert."),
        ("violates .*constraint", "The target refuses a row that the source holds: drop that constraint on the target, or correct the row at the source, then `bifrost restart --all --failed`."),
        ("permission denied", "Grant the connector's user what the message names."),
        ("cannot be resolved|Could not find value for key|is not set", "Set the variable where the worker runs, then restart the connector."),
        ("Connection refused|could not connect|Connection to .* refused|connection attempt failed|No route to host", "The database does not answer there: is it running, and are host and port right?"),
        ("Name or service not known|UnknownHost|Temporary failure in name resolution", "The host's name is not known where the worker runs."),
        ("does not exist", "Create what the message names, or correct its name in the topology."),
        ("instance of JdbcSink.*check the logs for details", "The reason stands in the log of {worker}, in an ERROR line right before this failure that names the key. Typical: delete.enabled=true without primary.key.mode=record_key, a misspelt insert.mode, primary.key.mode or schema.evolution, no connection.url: validation passes them all."),
        ("check the logs for details", "The reason stands in the log of {worker}, in an ERROR line right before this failure that names the key. Typical: include and exclude lists of one kind both set, a slot.name or topic.prefix with letters that are not allowed, a key that another one needs."),
    ];

    /// <param name="worker"><c>host:port</c> of the worker that the connector or task failed on; null where it is not known.</param>
    /// <returns>Null where no row fits.</returns>
    public static string? For(string message, string? worker = null) =>
        Rows.Where(row => Regex.IsMatch(message, row.Phrase, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant))
            .Select(row => row.Hint.Replace(Worker, worker is null ? "the worker that runs it" : $"the worker {worker}", StringComparison.Ordinal)).FirstOrDefault();
}
