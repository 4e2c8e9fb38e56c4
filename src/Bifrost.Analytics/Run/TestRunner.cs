using System.Globalization;
using Bifrost.Analytics.Plan;
using Bifrost.Postgres.Failures;
using Npgsql;

namespace Bifrost.Analytics.Run;

/// <summary>Runs tests as dbt does: the rows that a test selects are wrong, and how many decides.</summary>
internal sealed class TestRunner(ModelsSession session, CompiledModels compiled, TimeProvider time)
{
    private const string Kind = "test";

    public async Task<NodeResult> RunAsync(PlannedTest test)
    {
        var started = time.GetTimestamp();
        try
        {
            var (failures, status) = await AskAsync(test).ConfigureAwait(false);
            var message = status == NodeStatus.Passed ? null : string.Create(CultureInfo.InvariantCulture, $"{failures:N0} found: {test.Meaning}.");
            return new(test.Name, Kind, status, failures, Seconds(), message);
        }
        catch (PostgresException e)
        {
            return new(test.Name, Kind, NodeStatus.Failed, null, Seconds(), $"it could not be asked: {PostgresFailures.Describe(e)}.");
        }

        double Seconds() => Math.Round(time.GetElapsedTime(started).TotalSeconds, 3);
    }

    private async Task<(long Failures, NodeStatus Status)> AskAsync(PlannedTest test)
    {
        var sql =
            $"""
            select coalesce(({test.FailCalc})::bigint, 0), coalesce({test.FailCalc} {test.WarnIf}, false), coalesce({test.FailCalc} {test.ErrorIf}, false)
            from (
            {compiled.Sql(test)}{(test.Limit is { } limit ? string.Create(CultureInfo.InvariantCulture, $"limit {limit}\n") : "")}) as bifrost_test
            """;
        var (failures, warns, fails) = (await session.RowsAsync(sql, static row => (row.GetInt64(0), row.GetBoolean(1), row.GetBoolean(2))).ConfigureAwait(false))[0];
        return (failures, test.Severity == TestSeverity.Error && fails ? NodeStatus.Failed : warns ? NodeStatus.Warned : NodeStatus.Passed);
    }
}
