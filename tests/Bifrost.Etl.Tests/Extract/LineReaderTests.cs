using System.Text;
using Bifrost.Etl.Extract;

namespace Bifrost.Etl.Tests.Extract;

public sealed class LineReaderTests
{
    [Test]
    public void Lines_come_whole_wherever_a_read_breaks_off()
    {
        var lines = Enumerable.Range(0, 3_000).Select(static n => new string((char)('a' + (n % 26)), n % 211)).ToList();
        foreach (var (end, last) in new[] { ("\n", "\n"), ("\r\n", ""), ("\r\n", "\r\n") })
        {
            // Reads of 7 bytes fall into every place of a line and of its end.
            using var text = new Morsels(Encoding.Latin1.GetBytes(string.Join(end, lines.Append("last")) + last), 7);
            Read(text).ShouldBe([.. lines, "last"]);
        }
    }

    [Test]
    public void A_line_that_is_longer_than_a_block_comes_whole()
    {
        var long1 = new string('x', 300_000);
        using var text = new Morsels(Encoding.Latin1.GetBytes($"a\n{long1}\nb"), 100_000);
        Read(text).ShouldBe(["a", long1, "b"]);
    }

    [Test]
    public void The_mark_of_utf8_is_no_part_of_the_first_line_and_nothing_is_no_line()
    {
        using var marked = new MemoryStream([.. Encoding.UTF8.GetPreamble(), .. "a\nb"u8]);
        Read(marked).ShouldBe(["a", "b"]);
        using var empty = new MemoryStream();
        Read(empty).ShouldBeEmpty();
    }

    private static List<string> Read(Stream text)
    {
        var reader = new LineReader(text);
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(Encoding.Latin1.GetString(reader.Line));
            reader.Number.ShouldBe(lines.Count);
        }
        return lines;
    }

    private sealed class Morsels(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, size));
    }
}
