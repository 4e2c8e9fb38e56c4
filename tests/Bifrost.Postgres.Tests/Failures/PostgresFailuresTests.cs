using Bifrost.Postgres.Failures;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Npgsql;

namespace Bifrost.Postgres.Tests.Failures;

public sealed class PostgresFailuresTests
{
    private static readonly DatabaseEndpoint Database = new("here", 5432, "thor", "reader", null);

    /// <summary>A network that was cut while a command was begun stopped a sink for good.</summary>
    [Test]
    public void A_connection_that_breaks_under_a_command_is_tried_again() =>
        PostgresFailures.From(new ObjectDisposedException("ManualResetEventSlim"), Database, DatabaseSide.Target, "writing").Kind.ShouldBe(FailureKind.Unavailable);

    [TestCase("57014", true)]
    [TestCase("53100", true)]
    [TestCase("42501", true)]
    [TestCase("57P01", false)]
    [TestCase("08006", false)]
    public void A_server_that_goes_on_refuses_and_one_that_ends_does_not(string state, bool refuses) =>
        PostgresFailures.IsRefusal(new PostgresException("no", "ERROR", "ERROR", state)).ShouldBe(refuses);
}
