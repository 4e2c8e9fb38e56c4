using System.Text.Json.Nodes;
using Bifrost.Templates.Parameters;

namespace Bifrost.Templates.Strimzi;

/// <summary>What Strimzi takes, as <c>templates/strimzi/resources.schema.json</c> has it.</summary>
internal static class ResourceSchema
{
    private static readonly Lazy<ParameterSchema> BuiltIn = new(static () => ParameterSchema.Parse("strimzi", Text()));

    /// <summary>Everything in which a resource does not fit its kind, with its path; a kind that is not known does not fit.</summary>
    public static IReadOnlyList<string> Faults(JsonObject resource) => BuiltIn.Value.Faults(new JsonObject { [(string?)resource["kind"] ?? ""] = resource.DeepClone() });

    private static string Text()
    {
        using var stream = typeof(ResourceSchema).Assembly.GetManifestResourceStream("template/strimzi/resources.schema.json") ?? throw new InvalidOperationException("The schema of Strimzi's resources is not built in.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
