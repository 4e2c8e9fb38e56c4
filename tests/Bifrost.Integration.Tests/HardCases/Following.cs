using Bifrost.Integration.Tests.Engine;

namespace Bifrost.Integration.Tests.HardCases;

/// <summary>A replica that has its snapshot and follows; the shape of most cases.</summary>
internal static class Following
{
    /// <summary>Snapshot, then the changes as one batch, then both sides are equal.</summary>
    /// <param name="tables">SQL on the source, before the snapshot.</param>
    /// <param name="changes">SQL on the source, afterwards. One string may hold several transactions.</param>
    /// <param name="compared">Tables, or whole SELECTs, that must give the same rows on both sides.</param>
    /// <param name="constraints">SQL on the target between the snapshot and the changes: what a replica made by hand has beside the keys.</param>
    public static async Task ShouldEndEqualAsync(string tables, string changes, string[] compared, string? constraints = null)
    {
        await using var fanout = await Fanout.CreateAsync(tables);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        if (constraints is not null)
            await fanout.Target.ExecuteAsync(constraints);
        await fanout.CaughtUpAsync(sink, position: await fanout.WriteInOneBatchAsync(sink, changes));
        await ShouldBeEqualAsync(fanout, compared);
        sink.Status.RetryingSince.ShouldBeNull();
    }

    public static async Task ShouldBeEqualAsync(Fanout fanout, params string[] compared)
    {
        foreach (var one in compared)
        {
            var query = one.StartsWith("select ", StringComparison.Ordinal) ? one : $"select * from {one} t order by t::text collate \"C\"";
            (await fanout.Target.RowsAsync(query)).ShouldBe(await fanout.Source.RowsAsync(query), one);
        }
    }

    /// <summary>Snapshot, then changes that the sink must stop at, and why; with the mend it goes on and both sides are equal.</summary>
    public static async Task ShouldStopAndGoOnAsync(Fanout fanout, string changes, string says, string mend, params string[] compared)
    {
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync(changes);
        (await sink.FailsAsync()).Message.ShouldContain(says);
        await fanout.Target.ExecuteAsync(mend);
        await fanout.CaughtUpAsync(fanout.Start());
        await ShouldBeEqualAsync(fanout, compared);
    }
}
