using System.Text.Json.Nodes;
using Bifrost.Topology.Yaml;

namespace Bifrost.Topology.Tests;

public class YamlWriterTests
{
    [TestCase("on")]
    [TestCase("Yes")]
    [TestCase("n")]
    [TestCase("null")]
    [TestCase("~")]
    [TestCase("")]
    [TestCase("1")]
    [TestCase("-1")]
    [TestCase("1e3")]
    [TestCase("0x1F")]
    [TestCase("1_000")]
    [TestCase("12:30")]
    [TestCase("2026-11-30")]
    [TestCase("4.3")]
    [TestCase(".inf")]
    [TestCase("${env:THOR_PASSWORD}")]
    [TestCase("key: value")]
    [TestCase("a # b")]
    [TestCase("- a")]
    [TestCase("*.crt")]
    [TestCase("&a")]
    [TestCase("!a")]
    [TestCase("%a")]
    [TestCase("@a")]
    [TestCase("`a")]
    [TestCase("{a")]
    [TestCase("[a")]
    [TestCase("---")]
    [TestCase("<<")]
    [TestCase("=")]
    [TestCase(" a ")]
    [TestCase("a\nb\n")]
    [TestCase("tab\there")]
    [TestCase("say \"it\" \\ 'so'")]
    [TestCase("\u0000\u0007\u0085\u2028\uFEFF")]
    [TestCase("açaí 🔨")]
    public void A_text_that_a_reader_could_take_for_something_else_is_quoted_and_comes_back_as_it_was(string text)
    {
        var value = new JsonObject { [text] = text, ["list"] = new JsonArray(text) };

        var written = YamlWriter.Write(value);

        written.ShouldContain("- \"");
        JsonNode.DeepEquals(YamlValues.Read(written), value).ShouldBeTrue(written);
    }

    [Test]
    public void Words_stand_plain_and_values_keep_their_kind_and_their_order()
    {
        var value = new JsonObject
        {
            ["apiVersion"] = "kafka.strimzi.io/v1",
            ["b"] = 2,
            ["a"] = true,
            ["none"] = null,
            ["empty"] = new JsonObject(),
            ["items"] = new JsonArray(new JsonObject { ["name"] = "x", ["deep"] = new JsonArray(1, "1", new JsonArray("z")) }, new JsonArray()),
        };

        var written = YamlWriter.Write(value);

        written.ShouldBe("""
            apiVersion: kafka.strimzi.io/v1
            b: 2
            a: true
            none: null
            empty: {}
            items:
              - name: x
                deep:
                  - 1
                  - "1"
                  - - z
              - []

            """.ReplaceLineEndings("\n"));
        JsonNode.DeepEquals(YamlValues.Read(written), value).ShouldBeTrue();
    }

    [TestCase("a: 1\na: 2\n")]
    [TestCase("a: &x 1\nb: *x\n")]
    [TestCase("a: 1\n---\nb: 2\n")]
    [TestCase("a: [\n")]
    public void What_is_never_written_is_not_read(string text) => Should.Throw<FormatException>(() => YamlValues.Read(text));
}
