using System.Text.Json;
using Bifrost.Connect.Contracts;
using Bifrost.Connect.Health;

namespace Bifrost.Connect.Tests.Health;

public sealed class TraceSummaryTests
{
    [Test]
    public void The_first_line_and_the_deepest_cause_make_one_line() =>
        TraceSummary.Of("org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded\n\tat x\nCaused by: java.lang.A: one\n\tat y\nCaused by: org.postgresql.util.PSQLException: two\n\tat z")
            .ShouldBe("ConnectException: Tolerance exceeded Caused by: PSQLException: two");

    [Test]
    public void Faults_that_are_listed_below_the_first_line_are_told_with_it() =>
        TraceSummary.Of("The source thor cannot be replicated from:\n- wal_level is 'replica'\n- no such table\nat x").ShouldBe("The source thor cannot be replicated from: - wal_level is 'replica' - no such table");

    [Test]
    public void Row_values_are_cut()
    {
        var summary = TraceSummary.Of("java.sql.BatchUpdateException: Batch entry 0 INSERT INTO \"raw\".\"t\" (\"a\") VALUES (('secret')) was aborted: ERROR: duplicate key value  Detail: Key (a)=(secret) already exists.");
        summary.ShouldBe("BatchUpdateException: Batch entry 0 was aborted: ERROR: duplicate key value");
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("  \n ")]
    public void No_trace_is_no_summary(string? trace) => TraceSummary.Of(trace).ShouldBeNull();

    [TestCase("FATAL: password authentication failed for user \"x\"", "The password is wrong")]
    [TestCase("FATAL: no pg_hba.conf entry for host", "The server does not let this user in")]
    [TestCase("ERROR: permission denied to start WAL sender", "Give the source's user the right to replicate")]
    [TestCase("ERROR: logical decoding requires \"wal_level\" >= \"logical\"", "Set wal_level = logical")]
    [TestCase("ERROR: replication slot \"s\" is active for PID 7", "Another process reads that slot")]
    [TestCase("ERROR: all replication slots are in use", "Drop slots that are left over")]
    [TestCase("requested WAL segment 0001 has already been removed", "The source no longer has the WAL")]
    [TestCase("ON CONFLICT DO UPDATE command cannot affect row a second time", "Take reWriteBatchedInserts")]
    [TestCase("ERROR: permission denied for schema raw", "Grant the connector's user")]
    [TestCase("${env:X} cannot be resolved: the environment variable X is not set", "Set the variable where the worker runs")]
    [TestCase("Connection to 127.0.0.1:5432 refused.", "The database does not answer there")]
    [TestCase("java.net.UnknownHostException: nowhere", "The host's name is not known")]
    [TestCase("ERROR: relation \"raw.x\" does not exist", "Create what the message names")]
    [TestCase("Error configuring an instance of PostgresConnectorTask; check the logs for details", "The reason stands in the log of the worker that runs it")]
    public void A_known_failure_says_what_to_do(string message, string hint) => FailureHints.For(message)!.ShouldStartWith(hint);

    [Test]
    public void A_trace_that_sends_its_reader_to_the_logs_is_told_with_the_worker_and_what_it_usually_is()
    {
        var status = JsonSerializer.Deserialize<ConnectorStateInfo>("""
            {"name":"bad-sink","type":"sink","connector":{"state":"RUNNING","worker_id":"10.0.0.7:8083","version":"3.6.0.Final"},"tasks":[{"id":0,"state":"FAILED","worker_id":"10.0.0.8:8083",
             "trace":"org.apache.kafka.connect.errors.ConnectException: Error configuring an instance of JdbcSinkConnectorConfig; check the logs for details\n\tat io.debezium.connector.jdbc.JdbcSinkConnectorConfig.validate(JdbcSinkConnectorConfig.java:448)\n"}]}
            """);
        var health = ConnectorHealth.Of("bad-sink", status, null);
        health.Reason.ShouldBe("ConnectException: Error configuring an instance of JdbcSinkConnectorConfig; check the logs for details");
        health.Hint.ShouldBe("The reason stands in the log of the worker 10.0.0.8:8083, in an ERROR line right before this failure that names the key. "
            + "Typical: delete.enabled=true without primary.key.mode=record_key, a misspelt insert.mode, primary.key.mode or schema.evolution, no connection.url: validation passes them all.");
    }

    [Test]
    public void An_unknown_failure_has_no_hint() => FailureHints.For("something else").ShouldBeNull();
}
