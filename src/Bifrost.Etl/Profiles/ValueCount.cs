namespace Bifrost.Etl.Profiles;

/// <summary>A value and the rows that have it.</summary>
public sealed record ValueCount(string Value, long Rows);
