namespace Bifrost.Analytics.Report.Charts;

/// <summary>An axis from zero to a round number.</summary>
/// <param name="Top">Its end, a whole number of steps.</param>
internal sealed record Scale(double Top, double Step)
{
    /// <summary>Marks above zero that are aimed at: enough to read a height by, few enough for a low chart.</summary>
    private const int Marks = 4;

    private static readonly double[] RoundSteps = [1, 2, 2.5, 5, 10];

    /// <summary>From zero upwards.</summary>
    public IEnumerable<double> Ticks => Enumerable.Range(0, (int)Math.Round(Top / Step) + 1).Select(mark => mark * Step);

    /// <param name="highest">Nothing above zero gives an axis to 1.</param>
    public static Scale For(double highest)
    {
        if (highest <= 0)
            return new Scale(1, 1);
        var rough = highest / Marks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = RoundSteps.First(round => round * power >= rough * (1 - 1e-9)) * power;
        return new Scale(Math.Ceiling((highest / step) - 1e-9) * step, step);
    }

    /// <summary>Per cent of the axis.</summary>
    public double Of(double value) => 100 * value / Top;
}
