using Bifrost.Analytics.Report.Content;
using Bifrost.Analytics.Report.Marts;
using Bifrost.Cli.Models;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Providers;
using Bifrost.Etl;
using Bifrost.Etl.Profiles;
using Bifrost.Topology;

namespace Bifrost.Cli.Report;

/// <summary>Puts together what the page says. What is wrong with one replica is said of it, and keeps no other from the page.</summary>
internal sealed class ReportReader(BifrostProject project, Invocation invocation, IProgressBoard board)
{
    /// <summary>The table of beats that is read.</summary>
    private const string Heartbeat = "bifrost.heartbeat";

    /// <param name="patience">How long a target may stand still while it is compared; null compares nothing.</param>
    public async Task<ReportContent> ReadAsync(IReadOnlyList<Target> targets, TimeSpan? patience, CancellationToken cancellation)
    {
        // The comparison takes the longest; what grows old is read after it.
        var standings = new StandingReader(project, invocation, board);
        var comparisons = patience is { } given ? await standings.CompareAsync(targets, given, cancellation).ConfigureAwait(false) : null;
        var following = await standings.FollowAsync(targets, cancellation).ConfigureAwait(false);
        var readings = new List<(Target Target, StarReading Star, Beats Beats)>();
        foreach (var target in targets)
        {
            var step = board.Begin($"Reading the star of {target.Name}");
            var (star, beats) = await StarAsync(target, cancellation).ConfigureAwait(false);
            step.Finish(star is StarRead ? "read" : "not readable");
            readings.Add((target, star, beats));
        }

        var now = invocation.Terminal.Time.GetUtcNow();
        var (inputs, unknown) = Inputs();
        return new ReportContent(project.Topology.Name, now, [.. readings.Select(one => new Replica(one.Target.Name, one.Star, [.. Sources(one.Target).Select(source => Standing(one.Target, source, one.Beats))]))], inputs, unknown);

        SourceStanding Standing(Target target, Source source, Beats beats) => new(
            source.ConnectorName, FreshnessOf(source, beats, now), following(target, source), comparisons is null ? Comparison.LeftOut : comparisons(target, source));
    }

    private IEnumerable<Source> Sources(Target target) => project.Topology.Sources.Where(source => target.Sources.Contains(source.Name));

    private async Task<(StarReading, Beats)> StarAsync(Target target, CancellationToken cancellation)
    {
        var why = target.Dialect != Dialect.Postgres ? StarFaults.NotPostgres(target.Name, target.Dialect.ToString().ToLowerInvariant())
            : target.Models is null ? StarFaults.NoLogin(target.Name) : null;
        try
        {
            return why is null ? await StarReader.ReadAsync(target.Name, ModelTargets.Of(project, target).Database, cancellation).ConfigureAwait(false) : Unread(why);
        }
        catch (Exception e) when (e is UnresolvedReferenceException or CommandException)
        {
            return Unread(e.Message);
        }
    }

    private static (StarReading, Beats) Unread(string why) => (new StarUnread(why), Beats.NotRead(why));

    private static Freshness FreshnessOf(Source source, Beats beats, DateTimeOffset now)
    {
        var why = source.Heartbeat.Table switch
        {
            null => ReportFaults.NoHeartbeat(source.ConnectorName),
            Heartbeat => beats.Unknown,
            var other => ReportFaults.OtherHeartbeat(source.ConnectorName, other),
        };
        return Freshness.Of(why is null && beats.At.TryGetValue(source.ConnectorName, out var beat) ? beat : null, source.Heartbeat.Interval, now, why);
    }

    private (IReadOnlyList<LoadedInput> Inputs, string? Unknown) Inputs()
    {
        try
        {
            return ([.. InputProfiles.Read(InputProfiles.FolderIn(project.StateFolder)).Select(Input)], null);
        }
        catch (EtlException e)
        {
            return ([], e.Message);
        }
    }

    private static LoadedInput Input(InputProfile profile) => new(
        profile.File, profile.Table, profile.Read, profile.Rejected, string.Join(", ", profile.Rejects.Select(InputWords.Of)), profile.Merged, profile.FirstMonth, profile.LastMonth);
}
