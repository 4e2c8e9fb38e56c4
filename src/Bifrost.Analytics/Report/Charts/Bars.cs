namespace Bifrost.Analytics.Report.Charts;

/// <summary>One series of a bar chart.</summary>
/// <param name="Colour">The style sheet's class for it: <c>s1</c>, <c>s2</c>, <c>s3</c>.</param>
internal sealed record BarSeries(string Name, string Colour);

/// <summary>One value: the length of its bar and the text at its end.</summary>
/// <param name="Length">Null draws no bar.</param>
internal sealed record Bar(double? Length, string Text);

/// <param name="Label">Names the row.</param>
/// <param name="Note">Said after the label in a lighter voice; empty for none.</param>
/// <param name="Bars">One for each series, in their order.</param>
internal sealed record BarRow(string Label, string Note, IReadOnlyList<Bar> Bars);
