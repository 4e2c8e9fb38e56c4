namespace Bifrost.Etl.Tables;

/// <summary>What a published column holds, and so how it is cleaned and stored.</summary>
public enum ColumnKind
{
    /// <summary>A year, stored as <c>smallint</c>.</summary>
    Year,

    /// <summary>A month, 1 to 12 (<c>01</c> in the files), stored as <c>smallint</c>.</summary>
    Month,

    /// <summary>One of the 27 two-letter codes, or blank.</summary>
    FederativeUnit,

    /// <summary>The name of a município, upper case in the files, stored as IBGE spells it or in Portuguese title case.</summary>
    Municipality,

    /// <summary>Words of a closed set, stored in Portuguese title case.</summary>
    Words,

    /// <summary>A brand or calibre: its own case is kept.</summary>
    Mark,

    /// <summary>A letter code, stored in upper case.</summary>
    Code,

    /// <summary><c>S</c> or <c>N</c>, stored as <c>boolean</c>.</summary>
    Flag,

    /// <summary>A count of zero or more, stored as <c>integer</c>: the one column that is not part of the grain.</summary>
    Total,
}
