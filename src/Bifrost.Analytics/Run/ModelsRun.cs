using Bifrost.Analytics.Plan;

namespace Bifrost.Analytics.Run;

/// <summary>
/// Builds and tests the models of a plan on a target without dbt: each relation in a transaction of its own, in dependency order, its tests as soon as all that they read is there. Where one fails,
/// or a test of it does, what reads it is left as it was; the rest goes on.
/// </summary>
public sealed class ModelsRun(ModelsTarget target, CompiledModels compiled, TimeProvider time, IRunWatcher watcher)
{
    public const string Engine = "sql";

    private readonly List<NodeResult> _results = [];
    private readonly Obstacles _obstacles = new(compiled.Plan);

    /// <exception cref="ModelsException">The target is not ready, cannot be reached, or a name is unknown.</exception>
    public async Task<RunReport> RunAsync(RunSelection selection, CancellationToken cancellation)
    {
        selection.Check(compiled.Plan);
        var started = time.GetTimestamp();
        _results.Clear();
        await using var session = await ModelsSession.OpenAsync(target, cancellation).ConfigureAwait(false);
        await using var alone = await RunLock.TakeAsync(target, watcher.Say, cancellation).ConfigureAwait(false);
        try
        {
            await new Preconditions(session, target).CheckAsync(compiled.Plan).ConfigureAwait(false);
            await RunAsync(session, selection).ConfigureAwait(false);
        }
        catch (Exception e) when (ModelsSession.IsFailure(e))
        {
            throw new ModelsException($"{target.Name}: {RunFaults.Interrupted(e)}", e);
        }
        return new(target.Name, Engine, Math.Round(time.GetElapsedTime(started).TotalSeconds, 3), [.. _results]);
    }

    private async Task RunAsync(ModelsSession session, RunSelection selection)
    {
        var relations = selection.Build ? selection.RelationsOf(compiled.Plan) : [];
        var tests = selection.TestsOf(compiled.Plan).ToList();
        watcher.Begin(relations.Count + tests.Count);
        var builder = new RelationBuilder(session, compiled, time, selection.Full);
        var runner = new TestRunner(session, compiled, time);
        var waiting = relations.Select(static relation => relation.Name).ToHashSet(StringComparer.Ordinal);
        await TestReadyAsync().ConfigureAwait(false);
        foreach (var relation in relations)
        {
            var result = _obstacles.For(relation) is { } why ? Skipped(relation.Name, KindOf(relation), why) : await builder.BuildAsync(relation).ConfigureAwait(false);
            _obstacles.Note(relation, result);
            Add(result);
            waiting.Remove(relation.Name);
            await TestReadyAsync().ConfigureAwait(false);
        }

        async Task TestReadyAsync()
        {
            foreach (var test in tests.Where(test => !test.DependsOn.Any(waiting.Contains)).ToList())
            {
                tests.Remove(test);
                var result = _obstacles.For(test) is { } why ? Skipped(test.Name, "test", why) : await runner.RunAsync(test).ConfigureAwait(false);
                _obstacles.Note(test, result);
                Add(result);
            }
        }
    }

    internal static string KindOf(PlannedRelation relation) => relation.Kind.ToString().ToLowerInvariant();

    private void Add(NodeResult result)
    {
        _results.Add(result);
        watcher.Finished(result);
    }

    private static NodeResult Skipped(string name, string kind, string why) => new(name, kind, NodeStatus.Skipped, null, 0, why);
}
