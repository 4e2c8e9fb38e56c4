using Bifrost.Kafka.Native;

namespace Bifrost.Kafka.Tests.Native;

public sealed class BrokerLogTests
{
    [TestCase("[thrd:127.0.0.1:19/bootstrap]: 127.0.0.1:19/bootstrap: Connect to ipv4#127.0.0.1:19 failed: Connection refused (after 0ms in state CONNECT, 1 identical error(s) suppressed)",
        "Connect to 127.0.0.1:19 failed: Connection refused")]
    [TestCase("[thrd:nohost:19/bootstrap]: nohost:19/bootstrap: Failed to resolve 'nohost:19': Name or service not known (after 3ms in state CONNECT)",
        "Failed to resolve 'nohost:19': Name or service not known")]
    [TestCase("[thrd:kafka.example:9092/1]: kafka.example:9092/1: Disconnected (after 12ms in state APIVERSION_QUERY)", "Disconnected")]
    public void A_line_of_the_librarys_log_reads_as_a_sentence_about_the_broker(string line, string expected) => BrokerLog.Plain(line).ShouldBe(expected);
}
