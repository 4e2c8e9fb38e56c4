using System.CommandLine;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Registry;

namespace Bifrost.Cli.Registry;

/// <param name="Level">The compatibility level that it was checked by.</param>
/// <param name="Checked">What was checked: the file, or the version.</param>
/// <param name="Messages">What does not fit, in the registry's words.</param>
internal sealed record SubjectCheck(string Subject, string Level, string Checked, bool Fits, IReadOnlyList<string> Messages);

/// <summary>Asks the registry whether a schema may become a subject's next version, before a converter tries.</summary>
internal sealed class CheckCommand : Verb
{
    private readonly Argument<string?> _subject;
    private readonly Option<string?> _schema;
    private readonly Option<string?> _type;

    public CheckCommand() : base("check", "Ask whether a schema may be a subject's next version; without a file, whether each subject's latest version fits those before it",
        "bifrost registry check thor.raw.portes-value --schema portes.avsc", "bifrost registry check")
    {
        _subject = Take(SubjectArguments.Optional(this, "The subject; every one of the topology where none is named"));
        _schema = Take(new Option<string?>("--schema") { Description = "File with the next schema: .avsc, .json (JSON Schema) or .proto", HelpName = "FILE" });
        _type = Take(new Option<string?>("--type") { Description = "Its kind, where the file's name does not say it", HelpName = "KIND" });
        _type.AcceptOnlyFromAmong("avro", "json", "protobuf");
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var registry = RegistryConnection.Open(invocation);
        var checks = invocation.Value(_schema) is { } file
            ? [await CheckFileAsync(invocation, registry, file, cancellation).ConfigureAwait(false)]
            : await CheckLatestAsync(invocation, registry, cancellation).ConfigureAwait(false);
        invocation.Results.Write(checks, static found => Table.Of(found,
            ("Subject", static one => one.Subject), ("Checked", static one => one.Checked), ("Level", static one => one.Level), ("Fits", static one => one.Fits ? "yes" : "no"), ("Why", static one => string.Join("; ", one.Messages))) with
        { WhenEmpty = "The registry has no subjects of this topology." });
        return checks.All(static one => one.Fits) ? ExitCode.Fine : ExitCode.Differs;
    }

    private async Task<SubjectCheck> CheckFileAsync(Invocation invocation, RegistryConnection registry, string file, CancellationToken cancellation)
    {
        var subject = invocation.Value(_subject) ?? throw RegistryFaults.OneSubject();
        var present = await registry.Client.ListSubjectsAsync(cancellation).ConfigureAwait(false);
        var level = await LevelAsync(registry.Client, subject, cancellation).ConfigureAwait(false);
        var verdict = await registry.Client.CheckAsync(subject, new CandidateSchema(await ReadAsync(invocation.Resolve(file), cancellation).ConfigureAwait(false), TypeOf(file, invocation.Value(_type))), cancellation).ConfigureAwait(false);
        // The registry says yes to whatever is asked of a subject that it does not have.
        return new SubjectCheck(subject, level, file, verdict.IsCompatible, present.Contains(subject) ? verdict.Messages ?? [] : ["there is no such subject yet, so any schema fits"]);
    }

    private async Task<IReadOnlyList<SubjectCheck>> CheckLatestAsync(Invocation invocation, RegistryConnection registry, CancellationToken cancellation)
    {
        IEnumerable<string> subjects = invocation.Value(_subject) is { } one ? [one]
            : (await registry.Client.ListSubjectsAsync(cancellation).ConfigureAwait(false)).Where(name => TopologySubjects.Has(registry.Project.Topology, name)).Order(StringComparer.Ordinal);
        var checks = new List<SubjectCheck>();
        foreach (var subject in subjects)
        {
            var latest = await registry.Client.GetSchemaAsync(subject, "latest", cancellation).ConfigureAwait(false);
            var level = await LevelAsync(registry.Client, subject, cancellation).ConfigureAwait(false);
            var verdict = await registry.Client.CheckAsync(subject, new CandidateSchema(latest.Schema, latest.Type, latest.References), cancellation).ConfigureAwait(false);
            checks.Add(new SubjectCheck(subject, level, $"version {latest.Version}", verdict.IsCompatible, verdict.Messages ?? []));
        }

        return checks;
    }

    private static async Task<string> LevelAsync(RegistryClient client, string subject, CancellationToken cancellation) =>
        await client.FindLevelAsync(subject, cancellation).ConfigureAwait(false) ?? await client.GetGlobalLevelAsync(cancellation).ConfigureAwait(false);

    /// <summary>Null for Avro, as registries before 5.5 want it.</summary>
    private static string? TypeOf(string file, string? given) => (given, Path.GetExtension(file).ToLowerInvariant()) switch
    {
        ("json", _) or (null, ".json") => "JSON",
        ("protobuf", _) or (null, ".proto") => "PROTOBUF",
        _ => null,
    };

    private static async Task<string> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RegistryFaults.NoFile(path, e.Message, e);
        }
    }
}
