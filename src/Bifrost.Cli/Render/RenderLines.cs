using Bifrost.Templates;

namespace Bifrost.Cli.Render;

/// <summary>What was rendered, as a person reads it: only what differs, and how.</summary>
internal static class RenderLines
{
    public static IEnumerable<string> Of(RenderReport report)
    {
        foreach (var file in report.Files.Where(static file => file.Change is not null))
        {
            yield return $"{file.Path}: {Word(file.Change!.Value, report.Checked)}";
            if (report.Checked)
                foreach (var line in file.Lines)
                    yield return $"    {line}";
        }
        var changed = report.Files.Count(static file => file.Change is not null);
        yield return report switch
        {
            { UpToDate: true } => $"{report.Files.Count} {(report.Format == RenderFormat.Strimzi ? "Strimzi" : "connector")} files are as the topology says.",
            { Checked: true } => $"{changed} of {report.Files.Count} files differ. Write them with `bifrost render{(report.Format == RenderFormat.Strimzi ? " --format strimzi" : "")}`.",
            _ => $"{changed} of {report.Files.Count} files were changed.",
        };
    }

    private static string Word(RenderDifferenceKind kind, bool isChecked) => (kind, isChecked) switch
    {
        (RenderDifferenceKind.Missing, true) => "it is missing",
        (RenderDifferenceKind.Stale, true) => "it is stale",
        (RenderDifferenceKind.LeftOver, true) => "the topology no longer has it",
        (RenderDifferenceKind.Missing, false) => "written",
        (RenderDifferenceKind.Stale, false) => "updated",
        _ => "removed",
    };
}
