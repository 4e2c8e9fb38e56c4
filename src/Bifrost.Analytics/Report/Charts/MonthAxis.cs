namespace Bifrost.Analytics.Report.Charts;

/// <summary>Months side by side, each as wide as the others; a month without a row keeps its place.</summary>
internal sealed record MonthAxis(DateOnly First, int Count)
{
    /// <summary>As many words as "Jul 2024" stand side by side in the narrowest chart.</summary>
    private const int LabelsAtMost = 4;

    private const int MonthsInYear = 12;

    /// <summary>Months between two labels: parts of a year, then years.</summary>
    private static readonly int[] Steps = [1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600, 1200];

    /// <summary>Width of a month in per cent.</summary>
    public double Width => 100.0 / Count;

    /// <summary>Months that are named: all at one distance, at round places of the calendar.</summary>
    public IEnumerable<DateOnly> Labels
    {
        get
        {
            var step = Steps.FirstOrDefault(step => ((Count - 1) / step) + 1 <= LabelsAtMost, Steps[^1]);
            return Enumerable.Range(0, Count).Select(First.AddMonths).Where(month => Ordinal(month) % step == 0);
        }
    }

    public static MonthAxis Over(IReadOnlyCollection<DateOnly> months) => new(months.Min(), Ordinal(months.Max()) - Ordinal(months.Min()) + 1);

    /// <summary>Left edge of a month in per cent.</summary>
    public double Left(DateOnly month) => (Ordinal(month) - Ordinal(First)) * Width;

    /// <summary>Middle of a month in per cent.</summary>
    public double Middle(DateOnly month) => Left(month) + (Width / 2);

    private static int Ordinal(DateOnly month) => (month.Year * MonthsInYear) + month.Month - 1;
}
