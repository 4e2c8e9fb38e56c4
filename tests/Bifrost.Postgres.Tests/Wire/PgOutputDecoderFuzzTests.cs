using Bifrost.Postgres.Wire;
using Bifrost.Replication.Failures;

namespace Bifrost.Postgres.Tests.Wire;

public sealed class PgOutputDecoderFuzzTests
{
    private const int Seed = 20261121;
    private const int Rounds = 200_000;

    [Test]
    public void Any_bytes_are_decoded_or_refused_and_never_anything_else()
    {
        var random = new Random(Seed);
        var originals = CapturedMessages.InOrder.Select(CapturedMessages.Bytes).ToArray();
        var (decoded, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var decoder = new PgOutputDecoder(new RelationCache());
            decoder.Decode(CapturedMessages.Bytes(CapturedMessages.RelationT));
            decoder.Decode(CapturedMessages.Bytes(CapturedMessages.RelationFull));
            var mutated = Mutate(random, originals[random.Next(originals.Length)]);
            try
            {
                decoder.Decode(mutated);
                decoded++;
            }
            catch (ReplicationException e) when (e.Kind == FailureKind.Protocol)
            {
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"Round {round} of seed {Seed}, bytes {Convert.ToHexString(mutated)}: {e}");
            }
        }

        // Both ways must have been taken, or the mutations test nothing.
        decoded.ShouldBeGreaterThan(Rounds / 100);
        refused.ShouldBeGreaterThan(Rounds / 10);
    }

    private static byte[] Mutate(Random random, byte[] original)
    {
        var bytes = original.ToList();
        for (var change = random.Next(1, 5); change > 0 && bytes.Count > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                default:
                    bytes.AddRange(original.AsSpan(random.Next(original.Length)).ToArray());
                    break;
            }
        }

        return [.. bytes];
    }
}
