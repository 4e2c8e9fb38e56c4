using Bifrost.Replication.Failures;

namespace Bifrost.Postgres.Preflight;

/// <summary>A fault in the user's source: what is wrong and the statement or setting that mends it. Not that the check itself failed.</summary>
/// <param name="Kind">Setup or NotAllowed.</param>
public sealed record SourceFinding(FailureKind Kind, string Text);
