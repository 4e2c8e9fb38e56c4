using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;

namespace Bifrost.Cli.Tests.Traces;

public sealed class TracesTests
{
    [Test]
    public async Task A_trace_is_whole_but_for_values_of_rows()
    {
        using var project = new ScratchProject();
        project.Cluster.Add("thor-source", ("connector.class", "Source"));
        project.Cluster.Add("mjolnir-sink", ("connector.class", "Sink"), ("topics", "t")).FailTask(
            "org.apache.kafka.connect.errors.ConnectException: Exiting WorkerSinkTask\n\tat org.apache.kafka.Some(Some.java:1)\n"
            + "Caused by: java.sql.BatchUpdateException: Batch entry 0 INSERT INTO t VALUES (('hunter2\nnext line')) was aborted: ERROR: duplicate key\n  Detail: Key (id)=(hunter2) already exists.\n\tat org.postgresql.Other(Other.java:2)\n");
        var run = await project.RunAsync("traces", "*-sink");
        run.Exit.ShouldBe(ExitCode.Fine);
        run.Output.ShouldBe(
            """
            mjolnir-sink task 0: FAILED on 127.0.0.1:8083
                org.apache.kafka.connect.errors.ConnectException: Exiting WorkerSinkTask
                    at org.apache.kafka.Some(Some.java:1)
                Caused by: java.sql.BatchUpdateException: Batch entry 0 was aborted: ERROR: duplicate key
                    at org.postgresql.Other(Other.java:2)

            """);
        (await project.RunAsync("traces", "thor-source")).Output.ShouldBe("There are no traces.\n");
        (await project.RunAsync("traces", "nobody")).Error.ShouldContain("has no connector 'nobody'");
    }
}
