namespace Bifrost.Stack.Plan;

/// <summary>What <c>up</c> will see to, decided before anything is touched.</summary>
/// <param name="Variables">Every variable that the topology names for these databases, and the worker's URL, in the order of the topology.</param>
/// <param name="LeftAlone">Names of databases whose host is set to a server of somebody else's, and of clusters elsewhere.</param>
internal sealed record StackPlan(
    IReadOnlyList<DatabasePlan> Databases,
    Uri? WorkerUrl,
    IReadOnlyList<KeyValuePair<string, string>> Variables,
    IReadOnlyList<string> LeftAlone);
