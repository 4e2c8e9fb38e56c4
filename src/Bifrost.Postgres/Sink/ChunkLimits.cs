namespace Bifrost.Postgres.Sink;

/// <summary>How rows are put into statements and round trips. Measured on two cores against a local PostgreSQL 15, 100,000 rows of seven columns.</summary>
internal static class ChunkLimits
{
    /// <summary>Rows in one round trip: 500 one-row statements take 29 µs a row, and more did not take less.</summary>
    public const int Rows = 2_000;

    /// <summary>4 MB of text in one round trip: a chunk is held as strings, which take twice that.</summary>
    public const int Bytes = 4 << 20;

    /// <summary>Statements in one round trip.</summary>
    public const int Statements = 500;

    /// <summary>From so many rows of one shape on, arrays (11 µs a row) win over single statements (29 µs a row) although they cost a plan of their own.</summary>
    public const int BulkFrom = 8;

    /// <summary>Rows in one array statement: 2,000 took no less time a row than 500.</summary>
    public const int BulkRows = 1_000;

    /// <summary>Statements that the session keeps prepared: some tables' shapes. The least recently used goes first.</summary>
    public const int Prepared = 200;
}
