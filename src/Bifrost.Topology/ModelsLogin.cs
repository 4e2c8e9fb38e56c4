namespace Bifrost.Topology;

/// <summary>The login that builds models on a target: it reads what is replicated and owns the schemas of the models; host, port and database are the target's.</summary>
/// <param name="User">As written; may hold references.</param>
/// <param name="Password">Always a reference.</param>
public sealed record ModelsLogin(string User, string Password)
{
    /// <summary>Schemas that it owns: the star; its staging; its reference data.</summary>
    public static IReadOnlyList<string> Schemas { get; } = ["star", "star_staging", "star_reference"];
}
