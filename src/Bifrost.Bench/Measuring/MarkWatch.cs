using Bifrost.Bench.Databases;

namespace Bifrost.Bench.Measuring;

/// <summary>Looks at the mark on every replica.</summary>
internal sealed class MarkWatch : IAsyncDisposable
{
    private readonly List<Question> _marks = [];

    /// <param name="query">Reads the mark; parameter <c>$1</c> the mark table's row.</param>
    public static async Task<MarkWatch> OpenAsync(RunDatabases databases, string query, CancellationToken cancellation)
    {
        var watch = new MarkWatch();
        foreach (var replica in databases.Replicas)
            watch._marks.Add(await Question.PrepareAsync(replica, query, MarkTable.Mark, cancellation).ConfigureAwait(false));
        return watch;
    }

    /// <summary>Whether every replica shows the mark, and with it all that was committed before.</summary>
    public async Task<bool> ShowsAsync(long mark, CancellationToken cancellation)
    {
        foreach (var question in _marks)
        {
            if (await question.AskAsync(cancellation).ConfigureAwait(false) < mark)
                return false;
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var mark in _marks)
            await mark.DisposeAsync().ConfigureAwait(false);
    }
}
