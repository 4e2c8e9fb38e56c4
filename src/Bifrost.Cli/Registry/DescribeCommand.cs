using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Registry;

namespace Bifrost.Cli.Registry;

/// <summary>The result of <c>bifrost registry describe</c>.</summary>
/// <param name="Versions">Numbers, oldest first.</param>
/// <param name="Version">The one that is shown.</param>
/// <param name="Type"><c>AVRO</c>, <c>JSON</c> or <c>PROTOBUF</c>.</param>
/// <param name="Compatibility">The subject's own level; null where it follows the global one.</param>
/// <param name="GlobalCompatibility">The level of subjects that have none of their own.</param>
/// <param name="Schema">Its text, as it was registered.</param>
internal sealed record SubjectDescription(
    string Subject, IReadOnlyList<int> Versions, int Version, int Id, string Type, string? Compatibility, string GlobalCompatibility, IReadOnlyList<SchemaReference> References, string Schema);

/// <summary>Shows a subject: versions, compatibility, and the schema of one version.</summary>
internal sealed class DescribeCommand : Verb
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Argument<string> _subject;
    private readonly Option<string> _version;

    public DescribeCommand() : base("describe", "Show a subject's versions, its compatibility level, and the schema of one version", "bifrost registry describe thor.raw.portes-value", "bifrost registry describe thor.raw.portes-value --version 1 --output json")
    {
        _subject = Take(SubjectArguments.One(this, "The subject"));
        _version = Take(new Option<string>("--version") { Description = "Which version to show", HelpName = "NUMBER", DefaultValueFactory = static _ => "latest" });
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var registry = RegistryConnection.Open(invocation);
        var subject = invocation.Value(_subject)!;
        var versions = await registry.Client.ListVersionsAsync(subject, cancellation).ConfigureAwait(false);
        var schema = await registry.Client.GetSchemaAsync(subject, invocation.Value(_version)!, cancellation).ConfigureAwait(false);
        var description = new SubjectDescription(
            subject, versions, schema.Version, schema.Id, schema.Type ?? "AVRO",
            await registry.Client.FindLevelAsync(subject, cancellation).ConfigureAwait(false), await registry.Client.GetGlobalLevelAsync(cancellation).ConfigureAwait(false),
            schema.References ?? [], schema.Schema);
        invocation.Results.WriteLines(description, Lines);
        return ExitCode.Fine;
    }

    private static IEnumerable<string> Lines(SubjectDescription one) =>
    [
        $"Subject        {one.Subject}",
        $"Versions       {string.Join(", ", one.Versions)}",
        $"Compatibility  {one.Compatibility ?? $"{one.GlobalCompatibility} (the registry's)"}",
        $"Version        {one.Version}, id {one.Id}, {one.Type}",
        .. one.References.Select(static reference => $"Refers to      {reference.Subject} version {reference.Version}, as {reference.Name}"),
        "",
        Pretty(one.Schema),
    ];

    /// <summary>Protobuf is no JSON, and stays as it is.</summary>
    private static string Pretty(string schema)
    {
        try
        {
            return JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(schema), Indented);
        }
        catch (JsonException)
        {
            return schema;
        }
    }
}
