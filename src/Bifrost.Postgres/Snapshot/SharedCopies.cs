using Npgsql;

namespace Bifrost.Postgres.Snapshot;

/// <summary>
/// Where the members of a view meet for a table: what two or more ask for is read once. Who comes first waits until each of the others has come too, be it for something else, or has left;
/// where one takes longer than it is worth, each reads by itself from then on.
/// </summary>
/// <param name="open">A session with the view.</param>
internal sealed class SharedCopies(Func<CancellationToken, Task<NpgsqlConnection>> open, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How long a member waits for the others at a table: about what one read less of a million rows saves.</summary>
    private static readonly TimeSpan MeetPatience = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<CopyMeeting> _meetings = [];
    private readonly List<SharedCopy> _copies = [];
    private int _members = 1;
    private bool _hasBegun;
    private bool _isParted;

    /// <summary>Tables that were read once for several.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _copies.Count;
        }
    }

    /// <summary>One member more. False where a table is copied already, or nobody is here any longer.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            if (_hasBegun || _members == 0)
                return false;
            _members++;
            return true;
        }
    }

    /// <summary>One member less. True for the last.</summary>
    public bool Leave()
    {
        lock (_gate)
        {
            _members--;
            BeginWhereAllAreHere();
            return _members == 0;
        }
    }

    /// <summary>The rows of a COPY, as they are read for several; null where the member is to read them by itself.</summary>
    /// <param name="copy">Tells whether two ask for the same.</param>
    /// <param name="begin">Begins it in a session with the view.</param>
    public async Task<Stream?> MeetAsync(string copy, Func<NpgsqlConnection, CancellationToken, Task<Stream>> begin, CancellationToken cancellation)
    {
        CopyMeeting meeting;
        TaskCompletionSource<Stream?> place;
        lock (_gate)
        {
            if (_isParted || _members == 1)
            {
                _hasBegun = true;
                return null;
            }

            if (_meetings.Find(m => m.Copy == copy) is not { } found)
                _meetings.Add(found = new CopyMeeting(copy, begin));
            (meeting, place) = (found, found.Come());
            BeginWhereAllAreHere();
        }

        try
        {
            return await place.Task.WaitAsync(MeetPatience, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            lock (_gate)
            {
                _isParted = true;
                Begin();
            }

            return await place.Task.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            lock (_gate)
                meeting.Go(place);
            if (place.Task.IsCompletedSuccessfully && await place.Task.ConfigureAwait(false) is { } rows)
                await rows.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends what is still read; nobody takes it.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var copy in _copies)
            await copy.DisposeAsync().ConfigureAwait(false);
    }

    private void BeginWhereAllAreHere()
    {
        if (_meetings.Count > 0 && _meetings.Sum(static m => m.Count) >= _members)
            Begin();
    }

    private void Begin()
    {
        foreach (var meeting in _meetings.Where(static m => m.Count > 0))
        {
            _hasBegun = true;
            if (meeting.Begin(open, time) is { } copy)
                _copies.Add(copy);
        }

        _meetings.Clear();
    }
}
