using System.Collections.Concurrent;
using Bifrost.Bench.Databases;
using Npgsql;

namespace Bifrost.Bench.Measuring;

/// <summary>Commits to a row of its own on the source, again and again, and takes the time until each replica shows it.</summary>
internal sealed class VisibilityProbe(RunDatabases databases, TimeProvider time)
{
    /// <summary>Between two looks at a replica, and so the measure's own grain.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    /// <summary>Between two commits: some forty a second are enough for a p99 in the seconds that a workload takes, and too few to be one of its loads.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(25);

    private readonly ConcurrentBag<double> _milliseconds = [];

    /// <summary>Runs until <paramref name="writers"/> are done; at least one commit is timed.</summary>
    /// <returns>Milliseconds from commit to visible, one for each commit and replica, ascending.</returns>
    public async Task<IReadOnlyList<double>> RunAsync(Task writers, CancellationToken cancellation)
    {
        var questions = await Task.WhenAll(databases.Replicas.Select(replica => Question.PrepareAsync(replica, MarkTable.Read, MarkTable.Probe, cancellation))).ConfigureAwait(false);
        await using var connection = await databases.Source.OpenAsync(cancellation).ConfigureAwait(false);
        await using var set = new NpgsqlCommand(MarkTable.Set, connection) { Parameters = { new() { Value = 0L }, new() { Value = MarkTable.Probe } } };
        var commits = 0L;
        do
        {
            set.Parameters[0].Value = ++commits;
            await databases.Source.GuardedAsync("probing", () => set.ExecuteNonQueryAsync(cancellation)).ConfigureAwait(false);
            var committed = time.GetTimestamp();
            await Task.WhenAll(questions.Select(question => SeenAsync(question, commits, committed, cancellation))).ConfigureAwait(false);
            await Task.Delay(Rest, time, cancellation).ConfigureAwait(false);
        }
        while (!writers.IsCompleted);

        foreach (var question in questions)
            await question.DisposeAsync().ConfigureAwait(false);
        return [.. _milliseconds.Order()];
    }

    private async Task SeenAsync(Question question, long value, long committed, CancellationToken cancellation)
    {
        while (await question.AskAsync(cancellation).ConfigureAwait(false) < value)
            await Task.Delay(Look, time, cancellation).ConfigureAwait(false);
        _milliseconds.Add(time.GetElapsedTime(committed).TotalMilliseconds);
    }
}
