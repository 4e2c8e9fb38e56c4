using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bifrost.Analytics.Plan;

/// <summary>The plan and its SQL, as they are committed in <c>Compiled/</c> and carried by the assembly.</summary>
/// <param name="Files">Text of each SQL file by its path: <c>models/dim_months.sql</c>, <c>tests/unique_dim_months_month_key.sql</c>.</param>
public sealed record CompiledModels(ModelsPlan Plan, IReadOnlyDictionary<string, string> Files)
{
    internal const string PlanFile = "plan.json";

    private const string Resources = "Bifrost.Analytics.Compiled/";

    private const string SeedResources = "Bifrost.Analytics.Seeds/";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Opens the rows of a seed by its name; this assembly's unless a test gives others.</summary>
    public Func<string, Stream> OpenSeed { get; init; } = static name =>
        Open(SeedResources + name + ".csv") ?? throw new ModelsException($"The rows of the seed {name} are not part of this build: dbt/seeds/{name}.csv was not there when it was made.");

    /// <summary>What this build carries.</summary>
    /// <exception cref="ModelsException">Nothing was compiled into it.</exception>
    public static CompiledModels Load()
    {
        var assembly = typeof(CompiledModels).Assembly;
        var files = assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Resources, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .ToDictionary(static name => name[Resources.Length..], static name => Text(name), StringComparer.Ordinal);
        return assembly.GetManifestResourceInfo(Resources + PlanFile) is null
            ? throw new ModelsException("This build carries no compiled models. Write them with `bifrost models compile` where dbt is installed, and build again.")
            : new(ReadPlan(Text(Resources + PlanFile)), files);
    }

    /// <summary>The plan's text in a file; the same plan gives the same bytes.</summary>
    public static string WritePlan(ModelsPlan plan) => JsonSerializer.Serialize(plan, Json) + "\n";

    /// <summary>What <see cref="WritePlan"/> wrote.</summary>
    public static ModelsPlan ReadPlan(string text) => JsonSerializer.Deserialize<ModelsPlan>(text, Json)!;

    /// <summary>SQL of a relation that is no seed.</summary>
    public string Sql(PlannedRelation relation) => Files[$"models/{relation.Name}.sql"];

    /// <summary>SQL of a test.</summary>
    public string Sql(PlannedTest test) => Files[$"tests/{test.Name}.sql"];

    private static string Text(string resource)
    {
        using var reader = new StreamReader(Open(resource)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static Stream? Open(string resource) => typeof(CompiledModels).Assembly.GetManifestResourceStream(resource);
}
