using System.Text;
using Bifrost.Postgres.Sink.Bulk;

namespace Bifrost.Postgres.Tests.Sink.Bulk;

public sealed class CopyTextTests
{
    [Test]
    public async Task Values_go_as_they_are_but_for_what_the_format_escapes()
    {
        (await WrittenAsync(static text =>
        {
            text.Value("plain ä"u8);
            text.Null();
            text.Value(""u8);
            text.Value("\\N"u8);
            text.Value("a\tb\nc\rd\\"u8);
        })).ShouldBe("plain ä\t\\N\t\t\\\\N\ta\\tb\\nc\\rd\\\\\n");
    }

    [Test]
    public async Task A_value_larger_than_the_buffer_is_whole()
    {
        var large = new string('\\', 300_000);
        (await WrittenAsync(text =>
        {
            text.Value("1"u8);
            text.Value(Encoding.UTF8.GetBytes(large));
        })).ShouldBe($"1\t{large}{large}\n");
    }

    private static async Task<string> WrittenAsync(Action<CopyText> row)
    {
        using var stream = new MemoryStream();
        using (var text = new CopyText(stream))
        {
            row(text);
            await text.EndRowAsync(default);
            await text.FlushAsync(default);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
