using System.Text.Json;
using Bifrost.Analytics.Plan;
using Bifrost.Analytics.Run;

namespace Bifrost.Analytics.Dbt;

/// <summary>Builds and tests the models of a target by <c>dbt build</c>, or tests them by <c>dbt test</c>; what the target must be like is looked at first, as without dbt.</summary>
/// <param name="plan">What the target is checked by, and what the tests mean; the committed one.</param>
public sealed class DbtRun(DbtProject project, ModelsTarget target, ModelsPlan plan, TimeProvider time, IRunWatcher watcher)
{
    /// <exception cref="ModelsException">The target is not ready, or dbt did not get as far as a model.</exception>
    public async Task<RunReport> RunAsync(RunSelection selection, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        await using var alone = await RunLock.TakeAsync(target, watcher.Say, cancellation).ConfigureAwait(false);
        await using (var session = await ModelsSession.OpenAsync(target, cancellation).ConfigureAwait(false))
            await new Preconditions(session, target).CheckAsync(plan).ConfigureAwait(false);
        var results = Path.Combine(project.TargetFolder, "run_results.json");
        if (File.Exists(results))
            File.Delete(results);
        string[] arguments =
        [
            selection.Build ? "build" : "test", "--target", target.Name,
            .. selection.Full ? ["--full-refresh"] : Array.Empty<string>(),
            .. selection.Names.Count > 0 ? ["--select", .. selection.Names] : Array.Empty<string>(),
        ];
        var (code, errors) = await project.CallAsync(arguments, Hear, cancellation).ConfigureAwait(false);
        if (!File.Exists(results))
            throw DbtFaults.Failed($"{target.Name}: dbt {arguments[0]}", code, errors);
        return new(target.Name, $"dbt {project.Program.Version}", Math.Round(time.GetElapsedTime(started).TotalSeconds, 3), new RunResultsFile(plan).Read(results));
    }

    private int _finished;

    /// <summary>dbt says with each result how many there are.</summary>
    private void Hear(string name, JsonElement data)
    {
        if (!name.StartsWith("Log", StringComparison.Ordinal) || !name.EndsWith("Result", StringComparison.Ordinal) || !data.TryGetProperty("node_info", out var node) || !node.TryGetProperty("node_name", out var found))
            return;
        if (_finished++ == 0 && (data.TryGetProperty("total", out var total) || data.TryGetProperty("num_models", out total)))
            watcher.Begin(total.GetInt32());
        watcher.Finished(new(found.GetString()!, node.GetProperty("resource_type").GetString()!, NodeStatus.Built, null, 0, null));
    }
}
