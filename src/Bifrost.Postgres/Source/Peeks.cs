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
    private readonly List<Coming> _coming = [];

    /// <summary>Answers that were asked for so far.</summary>
    public int Asked { get; private set; }

    /// <summary>The slot was peeked from this very position.</summary>
    public bool WasTried(string slotName, Lsn after) => _tried.TryGetValue(slotName, out var from) && from == after;

    public void Note(string slotName, Lsn after) => _tried[slotName] = after;

    /// <summary>Says that a reading may ask soon, until it is disposed of.</summary>
    public Coming Announce(SourceSettings source, Lsn after)
    {
        var coming = new Coming(this, source, after);
        lock (_gate)
            _coming.Add(coming);
        return coming;
    }

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

    /// <summary>A reading that may ask soon.</summary>
    internal sealed class Coming(Peeks peeks, SourceSettings source, Lsn after) : IDisposable
    {
        private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Waits for a while for readings that begin before: this one finds in their answer what it needs, and they do not in its.</summary>
        public async Task LetPassAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellation)
        {
            var over = Task.Delay(patience, time, cancellation);
            while (First() is { } first && !over.IsCompleted)
                await Task.WhenAny(first._gone.Task, over).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
        }

        public void Dispose()
        {
            lock (peeks._gate)
                peeks._coming.Remove(this);
            _gone.TrySetResult();
        }

        private Coming? First()
        {
            lock (peeks._gate)
                return peeks._coming.Find(other => other.After < after && other.Source.Database == source.Database && other.Source.PublicationName == source.PublicationName);
        }

        private SourceSettings Source => source;

        private Lsn After => after;
    }
}
