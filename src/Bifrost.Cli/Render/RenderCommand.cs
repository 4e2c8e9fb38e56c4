using System.CommandLine;
using System.Text.Json.Serialization;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Templates;
using Bifrost.Templates.Findings;

namespace Bifrost.Cli.Render;

/// <summary>The result of <c>bifrost render</c>.</summary>
/// <param name="Files">Every file that belongs to the topology, by path.</param>
internal sealed record RenderReport(bool Checked, bool UpToDate, IReadOnlyList<RenderedFile> Files)
{
    /// <summary>What the connectors cannot carry on Kafka Connect.</summary>
    public IReadOnlyList<ConnectorFinding> Findings { get; init; } = [];

    [JsonIgnore]
    public RenderFormat Format { get; init; }
}

/// <param name="Path">From the topology's folder.</param>
/// <param name="Change">What was, or with <c>--check</c> is, different; null where nothing is.</param>
/// <param name="Lines">The lines that differ, with <c>-</c> and <c>+</c>.</param>
internal sealed record RenderedFile(string Path, RenderDifferenceKind? Change, IReadOnlyList<string> Lines);

/// <summary>Writes <c>connectors/</c> from the topology and the templates; the same input gives the same bytes.</summary>
internal sealed class RenderCommand : Verb
{
    private readonly Option<bool> _check;
    private readonly Option<RenderFormat> _format;
    private readonly Option<string?> _templates;

    public RenderCommand() : base("render", "Write the connectors' files from the topology; all clusters, or the one that --cluster names",
        "bifrost render", "bifrost render --check", "bifrost render --format strimzi --cluster kafka")
    {
        _check = Take(new Option<bool>("--check") { Description = "Write nothing; show what differs, and exit with 3 if something does" });
        _format = Take(new Option<RenderFormat>("--format") { Description = "json for the Connect REST API (unless told otherwise), or strimzi for Kubernetes", HelpName = "FORMAT" });
        _templates = Take(RenderedFiles.TemplatesOption());
    }

    public override Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var project = BifrostProject.Load(invocation);
        var all = RenderedFiles.Of(project, invocation, invocation.Value(_templates));
        var cluster = invocation.ClusterWasGiven ? project.ClusterNamed(invocation.ClusterName).Name : null;
        var format = invocation.Value(_format);
        var part = format == RenderFormat.Strimzi ? RenderedPart.OfStrimzi(project, cluster, all) : RenderedPart.Of(project, cluster, all);
        var check = invocation.Value(_check);
        var differences = check ? part.Compare() : part.Write();
        var findings = FindingReport.Write(project, invocation, all, cluster);
        invocation.Results.WriteLines(Report(part, differences, check) with { Findings = findings, Format = format }, RenderLines.Of);
        return Task.FromResult(check && differences.Count > 0 ? ExitCode.Differs : FindingReport.HasErrors(findings) ? ExitCode.Fault : ExitCode.Fine);
    }

    private static RenderReport Report(RenderedPart part, IReadOnlyList<RenderDifference> differences, bool check)
    {
        var byPath = differences.ToDictionary(static one => one.RelativePath, StringComparer.Ordinal);
        return new(check, differences.Count == 0,
        [
            .. part.Paths.Union(byPath.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(path => byPath.TryGetValue(path, out var one) ? new RenderedFile($"{part.Shown}/{path}", one.Kind, one.Lines) : new RenderedFile($"{part.Shown}/{path}", null, [])),
        ]);
    }
}
