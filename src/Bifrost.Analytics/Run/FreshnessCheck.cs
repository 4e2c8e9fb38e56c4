using System.Globalization;
using Bifrost.Analytics.Plan;
using Bifrost.Postgres.Failures;
using Npgsql;

namespace Bifrost.Analytics.Run;

/// <summary>How fresh a source is, by the thresholds that the dbt project states.</summary>
public enum FreshnessStatus
{
    Fresh,
    Warned,
    Stale,

    /// <summary>It could not be asked, or nothing ever came.</summary>
    Unknown,
}

/// <summary>How fresh one source is on a target.</summary>
/// <param name="LoadedAt">When it was last brought; null where nothing ever was.</param>
/// <param name="AgeSeconds">By the target's clock.</param>
/// <param name="Message">What is wrong and what to look at; null where it is fresh.</param>
public sealed record SourceFreshness(string Source, FreshnessStatus Status, DateTimeOffset? LoadedAt, double? AgeSeconds, double? WarnAfterSeconds, double? ErrorAfterSeconds, string? Message);

/// <summary>How fresh a target is.</summary>
public sealed record FreshnessReport(string Target, IReadOnlyList<SourceFreshness> Sources)
{
    public bool Succeeded => Sources.All(static source => source.Status is FreshnessStatus.Fresh or FreshnessStatus.Warned);
}

/// <summary>What <c>dbt source freshness</c> asks, without dbt: when each source was last brought, by the heartbeat that is replicated with it.</summary>
public sealed class FreshnessCheck(ModelsTarget target, ModelsPlan plan)
{
    /// <param name="connector">Name of the target's connector, for what to look at.</param>
    /// <exception cref="ModelsException">The target cannot be reached.</exception>
    public async Task<FreshnessReport> RunAsync(string connector, CancellationToken cancellation)
    {
        await using var session = await ModelsSession.OpenAsync(target, cancellation).ConfigureAwait(false);
        var sources = new List<SourceFreshness>();
        foreach (var source in plan.Sources.Where(static source => source.LoadedAt is not null))
            sources.Add(await AskAsync(session, source, connector).ConfigureAwait(false));
        return new(target.Name, sources);
    }

    private async Task<SourceFreshness> AskAsync(ModelsSession session, PlannedSource source, string connector)
    {
        try
        {
            var (loaded, now) = (await session.RowsAsync($"select (\n{source.LoadedAt}\n)::timestamptz, now()",
                static row => (row.IsDBNull(0) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(0), row.GetFieldValue<DateTimeOffset>(1))).ConfigureAwait(false))[0];
            var age = now - loaded;
            var status = age is null ? FreshnessStatus.Unknown : age > source.ErrorAfter ? FreshnessStatus.Stale : age > source.WarnAfter ? FreshnessStatus.Warned : FreshnessStatus.Fresh;
            return Result(source, status, loaded, age, status == FreshnessStatus.Fresh ? null : Wording(source, connector, loaded, age, status));
        }
        catch (PostgresException e)
        {
            return Result(source, FreshnessStatus.Unknown, null, null, $"it could not be asked: {PostgresFailures.Describe(e)}. Has replication brought the heartbeat table? `bifrost status` shows {connector}.");
        }
    }

    private static SourceFreshness Result(PlannedSource source, FreshnessStatus status, DateTimeOffset? loaded, TimeSpan? age, string? message) => new(
        source.Name, status, loaded, age is { } time ? Math.Round(time.TotalSeconds, 1) : null, source.WarnAfter?.TotalSeconds, source.ErrorAfter?.TotalSeconds, message);

    private static string Wording(PlannedSource source, string connector, DateTimeOffset? loaded, TimeSpan? age, FreshnessStatus status) => loaded is not { } at
        ? $"no heartbeat has ever come. {connector} has not brought one: `bifrost status` says whether it runs; the source needs a heartbeat table (sources.<name>.heartbeat.table)."
        : string.Create(CultureInfo.InvariantCulture, $"the last heartbeat that {connector} brought is of {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, {Words(age!.Value)} ago; ")
            + $"{(status == FreshnessStatus.Stale ? "an error" : "a warning")} from {Words((status == FreshnessStatus.Stale ? source.ErrorAfter : source.WarnAfter)!.Value)} on. "
            + $"Replication is stopped or behind: `bifrost status` shows {connector} and its source, `bifrost traces` why one failed.";

    private static string Words(TimeSpan time) => time switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0} days"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0} hours"),
        { TotalMinutes: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} minutes"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
    };
}
