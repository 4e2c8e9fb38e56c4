using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Topology.Tables;

namespace Bifrost.Cli.Schema;

/// <summary>The result of <c>bifrost schema pull</c>.</summary>
/// <param name="File">The snapshot, from the current folder.</param>
/// <param name="Tables">How many tables the sources capture.</param>
/// <param name="Changes">What was, or with <c>--check</c> is, otherwise in the databases.</param>
internal sealed record PullReport(string File, bool Checked, bool UpToDate, int Tables, IReadOnlyList<TableChange> Changes);

/// <summary>Writes the snapshot of the sources' tables, by which connectors are rendered offline.</summary>
internal sealed class PullCommand : Verb
{
    private readonly Option<bool> _check;

    public PullCommand() : base("pull", "Write bifrost.tables.yml from the sources: the captured tables, by which rendering chooses what keeps every value",
        "bifrost schema pull", "bifrost schema pull --check") =>
        _check = Take(new Option<bool>("--check") { Description = "Write nothing; show what has changed at the sources, and exit with 3 if something has" });

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var project = BifrostProject.Load(invocation);
        var now = await LiveTables.ReadAsync(project, cancellation).ConfigureAwait(false);
        var path = TablesFile.PathFor(project.Topology);
        var text = TablesFile.Write(now);
        var check = invocation.Value(_check);
        var upToDate = File.Exists(path) && await File.ReadAllTextAsync(path, cancellation).ConfigureAwait(false) == text;
        var changes = upToDate ? [] : Changes(project, now);
        if (!check && !upToDate)
            await WriteAsync(path, text, cancellation).ConfigureAwait(false);
        var report = new PullReport(Path.GetRelativePath(invocation.Terminal.Folder, path), check, upToDate, now.Sources.Sum(static source => source.Tables.Count), changes);
        invocation.Results.WriteLines(report, PullLines.Of);
        return check && !upToDate ? ExitCode.Differs : ExitCode.Fine;
    }

    /// <summary>A snapshot with faults is no obstacle to a new one.</summary>
    private static IReadOnlyList<TableChange> Changes(BifrostProject project, SourceTables now)
    {
        try
        {
            var known = project.ReadTables();
            return [.. now.Sources.SelectMany(source => TablesComparison.Compare(known.Of(source.Source), source))];
        }
        catch (Topology.TopologyException)
        {
            return [.. now.Sources.Select(static source => new TableChange(source.Source, null, "the snapshot cannot be read"))];
        }
    }

    private static async Task WriteAsync(string path, string text, CancellationToken cancellation)
    {
        try
        {
            await File.WriteAllTextAsync($"{path}.new", text, cancellation).ConfigureAwait(false);
            File.Move($"{path}.new", path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be written: {e.Message}", inner: e);
        }
    }
}
