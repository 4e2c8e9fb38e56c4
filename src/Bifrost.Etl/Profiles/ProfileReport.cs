namespace Bifrost.Etl.Profiles;

/// <summary>Profiles of inputs.</summary>
/// <param name="Skipped">Files of a folder that are none of the published ones.</param>
public sealed record ProfileReport(IReadOnlyList<InputProfile> Profiles, IReadOnlyList<string> Skipped);
