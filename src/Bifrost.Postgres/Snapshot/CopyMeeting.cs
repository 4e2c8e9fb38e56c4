using Npgsql;

namespace Bifrost.Postgres.Snapshot;

/// <summary>Who has come for one table's COPY, and waits for the others.</summary>
internal sealed class CopyMeeting(string copy, Func<NpgsqlConnection, CancellationToken, Task<Stream>> begin)
{
    private readonly List<TaskCompletionSource<Stream?>> _here = [];

    public string Copy => copy;

    public int Count => _here.Count;

    /// <summary>A place, where the rows will be told of.</summary>
    public TaskCompletionSource<Stream?> Come()
    {
        var place = new TaskCompletionSource<Stream?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _here.Add(place);
        return place;
    }

    public void Go(TaskCompletionSource<Stream?> place) => _here.Remove(place);

    /// <summary>Everybody gets the rows; who is alone reads them by itself, and null is returned.</summary>
    /// <param name="open">A session with the view.</param>
    public SharedCopy? Begin(Func<CancellationToken, Task<NpgsqlConnection>> open, TimeProvider time)
    {
        if (_here.Count == 1)
        {
            _here[0].TrySetResult(null);
            return null;
        }

        var shared = new SharedCopy(_here.Count, open, begin, time);
        for (var i = 0; i < _here.Count; i++)
            _here[i].TrySetResult(shared.Parts[i]);
        shared.Start();
        return shared;
    }
}
