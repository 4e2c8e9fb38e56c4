using Bifrost.Etl.Clean;
using Bifrost.Etl.Places;

namespace Bifrost.Etl.Tests.Clean;

public sealed class PortugueseTitleTests
{
    [TestCase("RIO DE JANEIRO", "Rio de Janeiro")]
    [TestCase("SANTANA DO LIVRAMENTO", "Santana do Livramento")]
    [TestCase("ELDORADO DOS CARAJÁS", "Eldorado dos Carajás")]
    [TestCase("PALMEIRA DAS MISSÕES E CAMPOS DA SERRA", "Palmeira das Missões e Campos da Serra")]
    [TestCase("DE PAULA", "De Paula")]
    [TestCase("NÃO-ME-TOQUE", "Não-Me-Toque")]
    [TestCase("SÃO JOÃO D'ALIANÇA", "São João d'Aliança")]
    [TestCase("D'OESTE", "D'Oeste")]
    [TestCase("SANT'ANA", "Sant'Ana")]
    [TestCase("Carabina/espingarda", "Carabina/Espingarda")]
    [TestCase("Ativo - Válido", "Ativo - Válido")]
    [TestCase("Remetida ao Exército para destruição", "Remetida ao Exército para Destruição")]
    public void Words_are_capitalised_but_for_the_small_ones(string published, string title) => PortugueseTitle.Of(published).ShouldBe(title);

    [TestCase("RO", "ALTA FLORESTA D´OESTE", "Alta Floresta D'Oeste")]
    [TestCase("PR", "SÃO JORGE D´OESTE", "São Jorge d'Oeste")]
    [TestCase("RS", "XANGRI-LÁ", "Xangri-lá")]
    [TestCase("SP", "SÃO MIGUEL PAULISTA", "São Miguel Paulista")]
    [TestCase(null, "LAGOA D´ANTA", "Lagoa d'Anta")]
    public void A_place_is_spelt_as_IBGE_does_where_only_case_differs(string? uf, string published, string stored) => PlaceName.Of(uf, published).ShouldBe(stored);

    [Test]
    public void Every_official_name_survives_being_published()
    {
        Municipalities.All.Count.ShouldBe(5_571);
        foreach (var (uf, name) in Municipalities.All)
            PlaceName.Of(uf, name.ToUpperInvariant().Replace('\'', '´')).ShouldBe(name);
    }

    [Test]
    public void The_federative_units_are_27_with_the_residents_of_the_census()
    {
        FederativeUnits.Population.Count.ShouldBe(27);
        FederativeUnits.Population.Values.Sum().ShouldBe(203_080_756);
    }
}
