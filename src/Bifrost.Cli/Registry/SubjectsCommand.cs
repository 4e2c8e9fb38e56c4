using System.CommandLine;
using System.Globalization;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Registry;

/// <param name="Versions">Numbers, oldest first.</param>
internal sealed record SubjectRow(string Subject, IReadOnlyList<int> Versions);

/// <summary>Lists subjects with their versions.</summary>
internal sealed class SubjectsCommand : Verb
{
    private readonly Option<bool> _all;

    public SubjectsCommand() : base("subjects", "List the registry's subjects with their versions: those of the topology's tables", "bifrost registry subjects", "bifrost registry subjects --all --output json") =>
        _all = Take(new Option<bool>("--all") { Description = "Every subject of the registry, also of others" });

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var registry = RegistryConnection.Open(invocation);
        var all = invocation.Value(_all);
        var rows = new List<SubjectRow>();
        var present = await registry.Client.ListSubjectsAsync(cancellation).ConfigureAwait(false);
        foreach (var subject in present.Where(one => all || TopologySubjects.Has(registry.Project.Topology, one)).Order(StringComparer.Ordinal))
            rows.Add(new SubjectRow(subject, await registry.Client.ListVersionsAsync(subject, cancellation).ConfigureAwait(false)));
        var others = present.Count - rows.Count;
        invocation.Results.Write(rows, found => Table.Of(found,
            ("Subject", static one => one.Subject), ("Versions", static one => string.Join(", ", one.Versions.Select(static v => v.ToString(CultureInfo.InvariantCulture))))) with
        {
            WhenEmpty = all ? "The registry has no subjects." : "The registry has no subjects of this topology.",
            Notes = others == 0 ? [] : [$"{others} of others; --all lists them, too."],
        });
        return ExitCode.Fine;
    }
}
