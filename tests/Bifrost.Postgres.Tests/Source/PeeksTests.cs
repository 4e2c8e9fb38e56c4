using Bifrost.Postgres.Source;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;

namespace Bifrost.Postgres.Tests.Source;

public sealed class PeeksTests
{
    private readonly Peeks _peeks = new();

    [Test]
    public async Task A_reading_lets_all_that_begin_before_it_ask_first()
    {
        var first = _peeks.Announce(Source(), new Lsn(10));
        var second = _peeks.Announce(Source(), new Lsn(20));
        using var last = _peeks.Announce(Source(), new Lsn(30));
        var passing = LetPassAsync(last);
        passing.IsCompleted.ShouldBeFalse();
        second.Dispose();
        passing.IsCompleted.ShouldBeFalse();
        first.Dispose();
        await passing;
    }

    [Test]
    public void It_waits_for_none_that_begins_where_it_does_or_later_or_reads_something_else()
    {
        using var reading = _peeks.Announce(Source(), new Lsn(20));
        using var beside = _peeks.Announce(Source(), new Lsn(20));
        using var later = _peeks.Announce(Source(), new Lsn(30));
        using var elsewhere = _peeks.Announce(Source(database: "other"), new Lsn(10));
        using var otherTables = _peeks.Announce(Source(publication: "other"), new Lsn(10));
        LetPassAsync(reading).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Test]
    public async Task It_waits_no_longer_than_it_may()
    {
        using var first = _peeks.Announce(Source(), new Lsn(10));
        using var last = _peeks.Announce(Source(), new Lsn(20));
        await last.LetPassAsync(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
    }

    [Test]
    public async Task A_wait_that_is_given_up_says_so()
    {
        using var first = _peeks.Announce(Source(), new Lsn(10));
        using var last = _peeks.Announce(Source(), new Lsn(20));
        using var giveUp = new CancellationTokenSource();
        var passing = last.LetPassAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, giveUp.Token);
        await giveUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(passing);
    }

    private static Task LetPassAsync(Peeks.Coming coming) => coming.LetPassAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);

    private static SourceSettings Source(string database = "none", string publication = "none") => new()
    {
        Connector = "source", Database = new DatabaseEndpoint("localhost", 1, database, "nobody", null), TopicPrefix = "test", SlotName = "slot", PublicationName = publication,
    };
}
