using System.Globalization;

namespace Bifrost.Etl.Rejects;

/// <summary>How many rows of a file may be rejected before nothing is loaded.</summary>
/// <param name="Value">A count of rows, or a percentage of the file's rows.</param>
public sealed record RejectLimit(decimal Value, bool IsPercent)
{
    /// <summary>1 %: the published files have none, so that more is a changed format rather than a slip.</summary>
    public static RejectLimit Default { get; } = new(1, IsPercent: true);

    /// <summary>Reads <c>100</c> or <c>1%</c>.</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static RejectLimit Parse(string text)
    {
        var isPercent = text.TrimEnd().EndsWith('%');
        var number = isPercent ? text.TrimEnd()[..^1] : text;
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value)
            || (isPercent ? value > 100 : value != decimal.Truncate(value)))
            throw new FormatException($"\"{text}\" is neither a count of rows (100) nor a percentage (1%).");
        return new(value, isPercent);
    }

    /// <summary>Whether <paramref name="rejected"/> of <paramref name="read"/> rows are too many.</summary>
    public bool IsExceeded(long rejected, long read) => IsPercent ? rejected * 100m > Value * read : rejected > Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value}{(IsPercent ? " %" : "")}");
}
