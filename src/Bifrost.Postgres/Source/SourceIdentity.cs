namespace Bifrost.Postgres.Source;

/// <summary>Which history of which server positions belong to: an LSN means nothing on another.</summary>
/// <param name="SystemIdentifier">Given once by <c>initdb</c>.</param>
/// <param name="Timeline">Moves on at a promotion or a point-in-time recovery.</param>
public sealed record SourceIdentity(string SystemIdentifier, int Timeline);
