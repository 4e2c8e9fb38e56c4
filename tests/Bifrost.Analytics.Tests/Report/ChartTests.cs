using Bifrost.Analytics.Report.Charts;
using Bifrost.Analytics.Report.Page;

namespace Bifrost.Analytics.Tests.Report;

public sealed class ChartTests
{
    [TestCase(0, 1, 1)]
    [TestCase(1, 1, 0.25)]
    [TestCase(7, 8, 2)]
    [TestCase(100, 100, 25)]
    [TestCase(101, 150, 50)]
    [TestCase(1234, 1500, 500)]
    [TestCase(99_999_999_999, 100_000_000_000, 25_000_000_000)]
    public void An_axis_ends_at_a_round_number_that_nothing_exceeds(double highest, double top, double step)
    {
        var scale = Scale.For(highest);
        scale.Top.ShouldBe(top);
        scale.Step.ShouldBe(step);
        scale.Ticks.Count().ShouldBeInRange(2, 6);
    }

    [Test]
    public void At_most_four_months_are_named_however_long_the_time()
    {
        for (var count = 1; count <= 1500; count++)
            new MonthAxis(new DateOnly(1997, 5, 1), count).Labels.Count().ShouldBeInRange(1, 4, $"{count} months");
    }

    [Test]
    public void A_month_without_a_row_keeps_its_place()
    {
        var axis = MonthAxis.Over([new DateOnly(2024, 11, 1), new DateOnly(2025, 2, 1)]);
        axis.Count.ShouldBe(4);
        axis.Left(new DateOnly(2025, 2, 1)).ShouldBe(75);
    }

    [TestCase(0, "0")]
    [TestCase(0.25, "0.25")]
    [TestCase(2500, "2,500")]
    [TestCase(12_500, "12.5 k")]
    [TestCase(150_000, "150 k")]
    [TestCase(2_000_000, "2 M")]
    [TestCase(25_000_000_000, "25 bn")]
    public void Marks_of_an_axis_are_short(double number, string text) => Figures.Short(number).ShouldBe(text);

    [TestCase(0, 9, "0 %")]
    [TestCase(1, 100_000, "< 0.01 %")]
    [TestCase(1, 3, "33.33 %")]
    [TestCase(3, 3, "100.00 %")]
    [TestCase(0, 0, "–")]
    public void A_share_that_is_not_nothing_never_reads_as_nothing(long part, long whole, string text) => Figures.Share(part, whole).ShouldBe(text);

    [TestCase("dim_municipalities", "Município")]
    [TestCase("weapon_species", "Weapon species")]
    [TestCase("uf", "UF")]
    [TestCase("municipality_of_ibge", "Município of IBGE")]
    public void Dimensions_are_called_as_people_call_them(string dimension, string name) => Words.Dimension(dimension).ShouldBe(name);
}
