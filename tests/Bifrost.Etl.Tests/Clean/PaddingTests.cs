using Bifrost.Etl.Clean;

namespace Bifrost.Etl.Tests.Clean;

public sealed class PaddingTests
{
    [TestCase("ACRELÂNDIA                         ", "ACRELÂNDIA")]
    [TestCase("  RIO   BRANCO ", "RIO BRANCO")]
    [TestCase("SARSILMAZ\u00A0FIREARMS", "SARSILMAZ FIREARMS")]
    [TestCase("A\tB \u00A0 C", "A B C")]
    [TestCase("9x19mm", "9x19mm")]
    public void Blanks_around_go_and_blanks_inside_become_one(string published, string stored) => Padding.Remove(published).ShouldBe(stored);

    [TestCase("")]
    [TestCase("     ")]
    [TestCase("\u00A0")]
    public void Blank_is_null(string published) => Padding.Remove(published).ShouldBeNull();

    [TestCase("Sa\u0303o Joa\u0303o", "São João")]
    [TestCase("JOSE\u0301 AC\u0327U", "JOSÉ AÇU")]
    [TestCase("ü", "ü")]
    public void Letters_and_their_accents_become_one_character(string published, string stored) => Padding.Remove(published).ShouldBe(stored);

    [TestCase("MÊS_MISSÃO", "MES_MISSAO")]
    [TestCase("MUNICI\u0301PIO", "MUNICIPIO")]
    public void Names_can_be_compared_without_accents(string name, string bare) => Composition.WithoutAccents(name).ShouldBe(bare);
}
