namespace Bifrost.Connect.Plan;

/// <summary>A plan cannot be made of what was given.</summary>
public sealed class PlanException : Exception
{
    private PlanException(string message) : base(message)
    {
    }

    internal static PlanException NoConnector(string place, string why) => new($"{place} is no connector: {why}. The form is {{\"name\": …, \"config\": {{…}}}}.");

    internal static PlanException Twice(string name) => new($"Two connectors are named '{name}'. Names are unique in a cluster: rename one.");
}
