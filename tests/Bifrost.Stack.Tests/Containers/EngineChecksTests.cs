using Bifrost.Stack.Containers;
using Bifrost.Stack.Doctor;

namespace Bifrost.Stack.Tests.Containers;

public sealed class EngineChecksTests
{
    private const long Gibibyte = 1L << 30;

    [Test]
    public void One_gibibyte_is_not_enough_for_Kafka_and_the_remedy_names_the_worker()
    {
        var found = EngineChecks.Memory(Facts(memory: Gibibyte), ContainerEngine.Kafka, isCluster: false);
        found.Verdict.ShouldBe(Verdict.Fault);
        found.Found.ShouldStartWith("1.0 GiB");
        found.Remedy!.ShouldContain("--cluster");
    }

    [Test]
    public void One_gibibyte_is_enough_for_the_worker() =>
        EngineChecks.Memory(Facts(memory: Gibibyte), ContainerEngine.Worker, isCluster: false).Verdict.ShouldBe(Verdict.Fine);

    [Test]
    public void Three_brokers_need_more_than_one()
    {
        EngineChecks.Memory(Facts(memory: 3 * Gibibyte), ContainerEngine.Kafka, isCluster: false).Verdict.ShouldBe(Verdict.Fine);
        EngineChecks.Memory(Facts(memory: 3 * Gibibyte), ContainerEngine.Kafka, isCluster: true).Verdict.ShouldBe(Verdict.Fault);
    }

    [TestCase("20.10.24+dfsg1", true)]
    [TestCase("28.2.2", true)]
    [TestCase("19.03.15", false)]
    [TestCase("", false)]
    public void The_engine_must_not_be_older_than_20_10(string version, bool isFine) =>
        (EngineChecks.Version(Facts(version: version), "compose 1.29.2").Verdict == Verdict.Fine).ShouldBe(isFine);

    [Test]
    public void What_docker_info_says_is_read_and_anything_else_is_refused()
    {
        EngineFacts.Parse("""{"ServerVersion":"28.1.1","MemTotal":1024,"Architecture":"aarch64","OperatingSystem":"Debian","More":[]}""")
            .ShouldBe(new EngineFacts("28.1.1", 1024, "aarch64", "Debian"));
        Should.Throw<StackException>(() => EngineFacts.Parse("""{"ServerErrors":["no"]}""")).Message.ShouldContain("docker info");
    }

    private static EngineFacts Facts(string version = "28.1.1", long memory = 8 * Gibibyte) => new(version, memory, "x86_64", "Debian");
}
