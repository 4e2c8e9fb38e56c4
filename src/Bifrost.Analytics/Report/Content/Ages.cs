using System.Globalization;

namespace Bifrost.Analytics.Report.Content;

/// <summary>Spans of time as people say them.</summary>
public static class Ages
{
    /// <summary><c>12 s</c>, <c>5 min</c>, <c>3 h</c>, <c>2 days</c>: the largest unit of which there are at least two, cut off below.</summary>
    public static string Of(TimeSpan age) => age switch
    {
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(age.TotalSeconds):0} s"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(age.TotalMinutes):0} min"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(age.TotalHours):0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(age.TotalDays):N0} days"),
    };
}
