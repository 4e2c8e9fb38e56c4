using System.Collections.Concurrent;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;

namespace Bifrost.Postgres.Source;

/// <summary>The peeks of a process: what is being read and may be shared, and what was tried.</summary>
internal sealed class Peeks
{
    private readonly ConcurrentDictionary<string, Lsn> _tried = new();
    private readonly Lock _gate = new();
    private readonly List<PeekAnswer> _open = [];

    /// <summary>Answers that were asked for so far.</summary>
    public int Asked { get; private set; }

    /// <summary>The slot was peeked from this very position.</summary>
    public bool WasTried(string slotName, Lsn after) => _tried.TryGetValue(slotName, out var from) && from == after;

    public void Note(string slotName, Lsn after) => _tried[slotName] = after;

    /// <summary>A part in an answer that another reading has asked for; else in one of its own, which it must read, and end in any case.</summary>
    /// <param name="known">Every commit below is known to the reading.</param>
    /// <param name="wanted">The position that the reading must get to.</param>
    /// <param name="ask">An answer of its own.</param>
    public (PeekAnswer Answer, PeekShare Share, bool IsOwn) Take(SourceSettings source, Lsn after, Lsn known, Lsn wanted, Func<bool> hasNothing, Func<PeekAnswer> ask)
    {
        lock (_gate)
        {
            foreach (var answer in _open)
            {
                if (answer.TryJoin(source, after, known, wanted, hasNothing) is { } part)
                    return (answer, part, false);
            }

            var own = ask();
            _open.Add(own);
            Asked++;
            return (own, own.Own(after, hasNothing), true);
        }
    }

    public void End(PeekAnswer answer)
    {
        answer.End();
        lock (_gate)
            _open.Remove(answer);
    }
}
