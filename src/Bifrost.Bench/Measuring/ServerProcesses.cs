using Bifrost.Bench.Databases;

namespace Bifrost.Bench.Measuring;

/// <summary>The processes of PostgreSQL servers on this machine, and of what else takes part.</summary>
/// <remarks>
/// A postmaster's own times include those of its children that have ended; those that live are read one by one.
/// Where there is no <c>/proc</c>, or the servers run elsewhere, nothing is known.
/// </remarks>
internal sealed class ServerProcesses
{
    private readonly IReadOnlyList<int> _postmasters;

    private readonly IReadOnlyList<int> _others;

    private ServerProcesses(IReadOnlyList<int> postmasters, IReadOnlyList<int> others)
    {
        _postmasters = postmasters;
        _others = others;
    }

    /// <param name="others">Processes besides the servers', each alone.</param>
    public static async Task<ServerProcesses> FindAsync(IEnumerable<BenchDatabase> databases, IReadOnlyList<int> others, CancellationToken cancellation)
    {
        var postmasters = new List<int>();
        foreach (var database in databases)
        {
            // Asked from within the session: once it is closed, the backend is gone.
            var parent = await database.QueryAsync("asking for a process", "select pg_backend_pid()", static reader => ProcessTimes.Of(reader.GetInt32(0))?.Parent, cancellation).ConfigureAwait(false);
            if (parent is { } postmaster)
                postmasters.Add(postmaster);
        }

        return new ServerProcesses(postmasters, others);
    }

    /// <summary>Processor time that the servers have used so far; null where it is not known of any.</summary>
    public double? ProcessorSeconds()
    {
        if (_postmasters.Count == 0)
            return null;
        var seconds = _postmasters.Concat(_others).Sum(static process => ProcessTimes.Of(process) is { } times ? times.OwnSeconds + times.EndedChildrenSeconds : 0);
        return seconds + ProcessTimes.OfAll().Where(times => _postmasters.Contains(times.Parent)).Sum(static times => times.OwnSeconds);
    }
}
