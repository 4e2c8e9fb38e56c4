using Bifrost.Replication.Engine;

namespace Bifrost.Analytics.Run;

/// <summary>A target that models are built on.</summary>
/// <param name="Name">Its name in the topology, which is dbt's too.</param>
/// <param name="Database">Where it is, as the login for models. Holds a password: never print it whole.</param>
public sealed record ModelsTarget(string Name, DatabaseEndpoint Database);
