using System.Collections;
using Bifrost.Postgres.Wire;
using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Source;

/// <summary>The changes of a transaction that is on disk, decoded anew at each enumeration with the relations that were known when it began.</summary>
internal sealed class SpilledChanges(SpillFile file, RelationCache atBegin, int count) : IReadOnlyCollection<Change>, IDisposable
{
    public int Count { get; } = count;

    public IEnumerator<Change> GetEnumerator()
    {
        var decoder = new PgOutputDecoder(atBegin.Copy());
        foreach (var message in file.Messages())
        {
            if (decoder.Decode(message) is ChangeMessage { Change: var change })
                yield return change;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => file.Dispose();
}
