using System.Text;

namespace Bifrost.Etl.Tests.Extract;

public sealed class EncodingTests
{
    private const string Text = Inputs.Header + "\r\n2024;01;SP;SÃO PAULO  ;Funcional;Ativo - Válido;Estadual;;;;M;1\r\n";

    [Test]
    public void Latin1_and_utf8_with_and_without_a_mark_read_the_same()
    {
        Encoding[] encodings = [Encoding.Latin1, new UTF8Encoding(false), new UTF8Encoding(true)];
        foreach (var encoding in encodings)
            Inputs.Records(Inputs.Of([.. encoding.GetPreamble(), .. encoding.GetBytes(Text)])).ShouldHaveSingleItem().Fields[3].Trim().ShouldBe("SÃO PAULO");
    }

    [Test]
    public void A_compressed_file_is_known_by_its_bytes() =>
        Inputs.Records(Inputs.Of(Inputs.Compressed(Text), "file.dat")).ShouldHaveSingleItem().Fields[3].Trim().ShouldBe("SÃO PAULO");

    [Test]
    public void Utf16_is_named()
    {
        Encoding[] encodings = [Encoding.Unicode, Encoding.BigEndianUnicode];
        foreach (var encoding in encodings)
            Inputs.FaultOf(Inputs.Of([.. encoding.GetPreamble(), .. encoding.GetBytes(Text)])).ShouldContain("file.csv is UTF-16");
    }

    [Test]
    public void A_byte_that_is_no_character_of_latin1_is_named_with_its_line()
    {
        var bytes = Encoding.Latin1.GetBytes(Text + Text.Split("\r\n")[1] + "\r\n");
        bytes[^20] = 0x96;
        Inputs.FaultOf(Inputs.Of(bytes)).ShouldContain("line 3 holds the byte 0x96, which is no character there");
    }

    [Test]
    public void Utf8_that_breaks_off_is_named_with_its_line() =>
        Inputs.FaultOf(Inputs.Of([0xEF, 0xBB, 0xBF, .. Encoding.Latin1.GetBytes(Text)])).ShouldContain("begins as UTF-8, but line 2 is not");

    [Test]
    public void A_file_that_is_no_text_is_refused()
    {
        Inputs.FaultOf(Inputs.Of([.. Encoding.Latin1.GetBytes(Inputs.Header), 0, 1, 2])).ShouldContain("line 1 holds a zero byte");
        Inputs.FaultOf(Inputs.Of(new string('x', 200_000))).ShouldContain("is longer than");
    }

    [Test]
    public void A_gzip_file_that_was_cut_short_or_damaged_is_refused()
    {
        var random = new Random(1);
        var whole = Inputs.Compressed(Inputs.Header + "\r\n" + string.Concat(Enumerable.Range(0, 5_000).Select(_ => $"2024;01;SP;X{random.Next()};;;;;;;M;1\r\n")));
        Inputs.FaultOf(Inputs.Of(whole[..(whole.Length / 2)])).ShouldContain("gzip");
        var damaged = (byte[])whole.Clone();
        damaged.AsSpan(damaged.Length / 2, 200).Fill(0xFF);
        Inputs.FaultOf(Inputs.Of(damaged)).ShouldContain("gzip");
    }

    [Test]
    public void Records_know_their_lines_and_a_stray_quote_costs_one_line()
    {
        var records = Inputs.Records(Inputs.Of(Inputs.Header + "\r\n\r\na;\"\"\"PICA-PAU\"\" (ARTESANAL)  \";c\r\nd;\"open;f\r\ng;12\" barrel;i\n   \nj;k;l"));
        records.Select(static record => record.Line).ShouldBe([3, 4, 5, 7]);
        records.Select(static record => record.IsMalformed).ShouldBe([false, true, true, false]);
        records[0].Fields[1].ShouldBe("\"PICA-PAU\" (ARTESANAL)  ");
        records[3].Fields.ShouldBe(["j", "k", "l"]);
    }

    [Test]
    public void Lines_are_counted_whatever_ends_the_last()
    {
        Inputs.Open(Inputs.Of(Text))!.Rows.ShouldBe(1);
        Inputs.Open(Inputs.Of(Text + "x"))!.Rows.ShouldBe(2);
        Inputs.Open(Inputs.Of(Inputs.Header))!.Rows.ShouldBe(0);
    }
}
