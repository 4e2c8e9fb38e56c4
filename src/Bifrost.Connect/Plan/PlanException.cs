namespace Bifrost.Connect.Plan;

/// <summary>A plan cannot be made of what was given.</summary>
public sealed class PlanException : Exception
{
    private PlanException(string message) : base(message)
    {
    }

    internal static PlanException NoConnector(string place, string why) => new($"{place} is no connector: {why}. The form is {{\"name\": …, \"config\": {{…}}}}.");

    internal static PlanException NoPlan(string place, string why) => new($"{place} is no plan: {why}. `bifrost plan --out FILE` writes one.");

    internal static PlanException OtherFormat(string place, int format, int current) => new($"{place} is a plan of format {format}, and this bifrost reads format {current}. Make it again with `bifrost plan --out FILE`.");

    internal static PlanException OtherTopology(string place, string planned, string topology) => new($"{place} is a plan of the topology '{planned}', and this one is '{topology}'. Nothing was done.");

    internal static PlanException OtherCluster(string place, string planned, string cluster) => new($"{place} is a plan for the cluster '{planned}', not for '{cluster}'. Nothing was done; name the plan's cluster with --cluster {planned}.");

    internal static PlanException Twice(string name) => new($"Two connectors are named '{name}'. Names are unique in a cluster: rename one.");
}
