namespace Bifrost.Etl.Tables;

/// <summary>A column of a published file and of its table.</summary>
/// <param name="Name">The table's column; the file's header is the same in upper case.</param>
/// <param name="Width">The width in characters that the publisher pads the value to; 0 for a value that is not padded.</param>
/// <param name="AlsoSpelt">Other header names seen in published files.</param>
public sealed record EtlColumn(string Name, ColumnKind Kind, int Width = 0, params string[] AlsoSpelt)
{
    /// <summary>The PostgreSQL type that the table gives the column.</summary>
    public string SqlType => Kind switch
    {
        ColumnKind.Year or ColumnKind.Month => "smallint",
        ColumnKind.Flag => "boolean",
        ColumnKind.Total => "integer",
        _ => "text",
    };

    /// <summary>Whether the column takes part in the grain of its table.</summary>
    public bool IsGrain => Kind != ColumnKind.Total;

    /// <summary>Whether <paramref name="header"/>, already in upper case without accents, names this column.</summary>
    internal bool IsSpelt(string header) => header == Name.ToUpperInvariant() || AlsoSpelt.Contains(header);
}
