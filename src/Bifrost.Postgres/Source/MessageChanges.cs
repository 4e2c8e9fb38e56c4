using System.Collections;
using Bifrost.Postgres.Wire;
using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Source;

/// <summary>
/// The changes of a transaction as the messages that they came in, decoded anew at each enumeration with the relations that were known when it began. Decoded rows would take
/// three times the memory of their bytes for as long as the transaction waits; decoding takes less time than writing does.
/// </summary>
internal class MessageChanges(IEnumerable<ReadOnlyMemory<byte>> messages, RelationCache atBegin, int count) : IReadOnlyCollection<Change>
{
    public int Count { get; } = count;

    public IEnumerator<Change> GetEnumerator()
    {
        var decoder = new PgOutputDecoder(atBegin.Copy());
        foreach (var message in messages)
        {
            if (decoder.Decode(message) is ChangeMessage { Change: var change })
                yield return change;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
