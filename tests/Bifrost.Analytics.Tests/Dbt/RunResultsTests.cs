using Bifrost.Analytics.Dbt;
using Bifrost.Analytics.Plan;
using Bifrost.Analytics.Run;

namespace Bifrost.Analytics.Tests.Dbt;

public sealed class RunResultsTests
{
    private static readonly ModelsPlan Plan = new(
        [new("fct", RelationKind.Incremental, "star", []) { Identifier = "fct" }],
        [new("unique_fct_key", ["fct"], TestSeverity.Error, "count(*)", "!= 0", "!= 0", null, "values of fct.key that occur more than once")], []);

    [Test]
    public void What_dbt_says_is_told_in_the_words_of_the_other_way()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, """
            { "results": [
              { "unique_id": "model.bifrost.fct", "status": "success", "execution_time": 0.5, "adapter_response": { "rows_affected": 7 }, "message": "INSERT 0 7", "failures": null },
              { "unique_id": "test.bifrost.unique_fct_key.abc", "status": "fail", "execution_time": 0.1, "adapter_response": { "rows_affected": 1 }, "message": "Got 3 results, configured to fail if != 0", "failures": 3 },
              { "unique_id": "unit_test.bifrost.fct.cleans", "status": "pass", "execution_time": 0.1, "adapter_response": {}, "message": null, "failures": 0 },
              { "unique_id": "model.bifrost.rpt", "status": "error", "execution_time": 0.1, "adapter_response": {}, "failures": null,
                "message": "Database Error in model rpt (models/rpt.sql)\n  duplicate key value violates unique constraint \"x\"\n  DETAIL:  Key (id)=(4711) already exists.\n  compiled code at target/run/x.sql" },
              { "unique_id": "exposure.bifrost.report", "status": "no-op", "execution_time": 0.0, "adapter_response": {}, "message": "NO-OP", "failures": 0 } ] }
            """);

        new RunResultsFile(Plan).Read(path).ShouldBe(
        [
            new("fct", "incremental", NodeStatus.Built, 7, 0.5, null),
            new("unique_fct_key", "test", NodeStatus.Failed, 3, 0.1, "3 found: values of fct.key that occur more than once."),
            new("fct.cleans", "unit test", NodeStatus.Passed, 0, 0.1, null),
            new("rpt", "model", NodeStatus.Failed, null, 0.1, "Database Error in model rpt (models/rpt.sql) duplicate key value violates unique constraint \"x\" compiled code at target/run/x.sql"),
        ]);
        File.Delete(path);
    }
}
