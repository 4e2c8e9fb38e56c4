namespace Bifrost.Topology;

/// <summary>The loader's login: it writes rows at the source, which the connector's own user may not.</summary>
/// <param name="Source">Name of the source that is loaded; host, port and database are that source's.</param>
/// <param name="User">As written; may hold references.</param>
/// <param name="Password">Always a reference.</param>
public sealed record Etl(string Source, string User, string Password);
