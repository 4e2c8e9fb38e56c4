using Bifrost.Postgres.Source;
using Bifrost.Postgres.Wire;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;

namespace Bifrost.Postgres.Tests.Wire;

/// <summary>Whatever comes in, the decoder gives a message or refuses with its own failure; nothing hangs it, leads it beyond its bytes, or has it ask for memory that the bytes do not warrant.</summary>
public sealed class PgOutputDecoderFuzzTests
{
    private const int Rounds = 60_000;

    /// <summary>Bytes that a message's objects may take for each of its own: a NULL is one byte on the wire and a value of some thirty here.</summary>
    private const int MemoryPerByte = 64;

    /// <summary>Names, the message, the arrays themselves.</summary>
    private const int MemoryBeside = 4096;

    private static readonly IReadOnlyList<byte[]> Originals =
        [.. CapturedMessages.InOrder.Select(CapturedMessages.Bytes), .. Corpus.Captured.Values.SelectMany(static file => file), .. Corpus.Kept];

    /// <summary>The first is the one of old; each that ever failed is kept.</summary>
    [TestCase(20261121)]
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Any_bytes_are_decoded_or_refused_and_never_anything_else(int seed)
    {
        var random = new Random(seed);
        var (decoded, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Mutation.Of(random, Originals[random.Next(Originals.Count)], Originals);
            if (Decode(Knowing(), bytes, $"round {round} of seed {seed}"))
                decoded++;
            else
                refused++;
        }

        // Both ways must have been taken, or the mutations test nothing.
        decoded.ShouldBeGreaterThan(Rounds / 100);
        refused.ShouldBeGreaterThan(Rounds / 10);
    }

    [Test]
    public void Every_beginning_of_every_message_is_decoded_or_refused()
    {
        foreach (var message in Originals)
        {
            for (var length = 0; length < Math.Min(message.Length, 400); length++)
                Decode(Knowing(), message[..length], "a beginning");
        }
    }

    [Test]
    public void What_was_kept_is_refused()
    {
        foreach (var bytes in Corpus.Kept)
            Decode(Knowing(), bytes, "kept").ShouldBeFalse(Convert.ToHexString(bytes));
    }

    [TestCase("protocol-1-text")]
    [TestCase("protocol-1-binary")]
    public void What_a_server_sends_by_version_1_is_decoded_to_the_end(string file)
    {
        var decoder = new PgOutputDecoder(new RelationCache());
        var kinds = new HashSet<byte>();
        foreach (var message in Corpus.Captured[file])
        {
            decoder.Decode(message);
            kinds.Add(message[0]);
        }

        kinds.Order().ShouldBe("BCDIMORTUY"u8.ToArray());
    }

    /// <summary>Versions 2 and 3 are never asked for. Inside a streamed transaction the kinds are those of version 1 with four bytes more, so that they are told by what does not fit.</summary>
    [TestCase(2)]
    [TestCase(3)]
    public void What_a_server_sends_by_a_later_version_is_refused_where_it_is_not_of_version_1(int protocol)
    {
        var decoder = new PgOutputDecoder(new RelationCache());
        foreach (var message in Corpus.Of(protocol))
        {
            var isDecoded = Decode(decoder, message, $"version {protocol}");
            if ("SEcAbPKrp"u8.Contains(message[0]))
                isDecoded.ShouldBeFalse(Convert.ToHexString(message));
        }
    }

    /// <summary>Messages that are each right, in an order that is not.</summary>
    [TestCase(1)]
    [TestCase(2)]
    public void Any_order_of_messages_gives_transactions_or_is_refused(int seed)
    {
        var random = new Random(seed);
        var messages = Corpus.Of(1).Concat(Corpus.Of(3)).ToArray();
        for (var round = 0; round < 2_000; round++)
        {
            using var assembler = new TransactionAssembler(Path.GetTempPath(), long.MaxValue);
            try
            {
                for (var i = random.Next(messages.Length); i < messages.Length; i += random.Next(8) == 0 ? random.Next(1, 5) : 1)
                    assembler.Take(messages[i])?.Transaction.Changes.Count.ShouldBeGreaterThan(0);
            }
            catch (ReplicationException e) when (e.Kind == FailureKind.Protocol)
            {
                continue;
            }
        }
    }

    /// <returns>False where it was refused, as it should be: by the failure of kind Protocol.</returns>
    private static bool Decode(PgOutputDecoder decoder, byte[] bytes, string which)
    {
        try
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var message = decoder.Decode(bytes);
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan((bytes.Length * MemoryPerByte) + MemoryBeside, $"{which}: {Convert.ToHexString(bytes)}");
            Values(message).Sum(static value => (long)value.Bytes.Length).ShouldBeLessThan(bytes.Length, $"{which}: {Convert.ToHexString(bytes)}");
            return true;
        }
        catch (ReplicationException e) when (e.Kind == FailureKind.Protocol)
        {
            return false;
        }
        catch (Exception e) when (e is not ShouldAssertException)
        {
            Assert.Fail($"{which}, bytes {Convert.ToHexString(bytes)}: {e}");
            return false;
        }
    }

    private static IEnumerable<ColumnValue> Values(PgOutputMessage message) => message is not ChangeMessage { Change: var change } ? [] : change switch
    {
        RowInserted inserted => inserted.New,
        RowUpdated updated => [.. updated.Old ?? [], .. updated.New],
        RowDeleted deleted => deleted.Old,
        _ => [],
    };

    /// <summary>A decoder that knows the tables of every capture; numbers are each capture's own, and the same in all of them.</summary>
    private static PgOutputDecoder Knowing() => new(Known.Copy());

    private static readonly RelationCache Known = Describe();

    private static RelationCache Describe()
    {
        var cache = new RelationCache();
        var decoder = new PgOutputDecoder(cache);
        foreach (var message in Corpus.Of(1).Concat(CapturedMessages.InOrder.Select(CapturedMessages.Bytes)).Where(static message => message[0] == 'R'))
            decoder.Decode(message);
        return cache;
    }
}
