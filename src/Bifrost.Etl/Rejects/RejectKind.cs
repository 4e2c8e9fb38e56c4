namespace Bifrost.Etl.Rejects;

/// <summary>Why a line cannot be a row, without what stands in it.</summary>
public enum RejectKind
{
    /// <summary>More or fewer fields than the header has.</summary>
    FieldCount,

    /// <summary>Quotes that do not pair.</summary>
    Quotes,

    /// <summary>A text longer than any that is published.</summary>
    TooLong,

    /// <summary>Blank where a number must be.</summary>
    Blank,

    /// <summary>Not a number where one must be.</summary>
    NotANumber,

    /// <summary>A number outside the bounds of its column.</summary>
    OutOfRange,

    /// <summary>Neither <c>S</c> nor <c>N</c>.</summary>
    NotAFlag,

    /// <summary>None of the 27 federative units.</summary>
    UnknownUnit,
}
