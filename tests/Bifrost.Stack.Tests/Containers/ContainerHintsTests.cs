using Bifrost.Stack.Containers;

namespace Bifrost.Stack.Tests.Containers;

public sealed class ContainerHintsTests
{
    [TestCase("FATAL:  database files are incompatible with server", "POSTGRES_IMAGE")]
    [TestCase("java.io.IOException: No space left on device", "volume is full")]
    [TestCase("RuntimeException: Invalid cluster.id in: /var/lib/kafka/data", "KAFKA_CLUSTER_ID")]
    public void What_a_program_says_last_leads_to_what_to_do(string line, string hint) => ContainerHints.For(["before", line, "after"]).ShouldContain(hint);

    [Test]
    public void Nothing_is_made_up_for_what_is_not_known() => ContainerHints.For(["something else"]).ShouldBe("");
}
