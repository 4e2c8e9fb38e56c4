namespace Bifrost.Topology.Tests;

public class StrimziTests
{
    private static string With(string strimzi, string kind = "kafka-connect") => Topologies.Small.Replace("sources:\n", $"  kafka: {{ kind: {kind}, url: here, strimzi: {{ {strimzi} }} }}\nsources:\n");

    private static StrimziSettings Read(string strimzi) => Topologies.Read(With(strimzi)).Clusters[1].Strimzi!;

    [Test]
    public void A_cluster_needs_its_Kafka_and_an_image_and_the_rest_has_defaults()
    {
        var read = Read("kafka: asgard, image: registry.example/connect:1");

        read.Plugins.ShouldBeEmpty();
        (read with { Plugins = [] }).ShouldBe(new StrimziSettings { Kafka = "asgard", Image = "registry.example/connect:1", Build = true, Replicas = 1, Login = StrimziLogin.Tls, AutoRestart = true });
    }

    [Test]
    public void A_cluster_that_says_nothing_of_Strimzi_has_no_settings_for_it() => Topologies.Read(Topologies.Small).Clusters[0].Strimzi.ShouldBeNull();

    [Test]
    public void Every_field_is_read()
    {
        var sha = new string('a', 128);

        var all = Read("kafka: k, image: i, pushSecret: s, namespace: ns, replicas: 3, login: scram-sha-512, bootstrap: \"b:9094\", autoRestart: false, "
            + $"plugins: {{ mine: {{ url: \"https://example.org/mine.zip\", sha512: {sha} }}, kafka-connect-jdbc: {{ version: 10.9.2 }} }}");

        (all.PushSecret, all.Namespace, all.Replicas, all.Login, all.Bootstrap, all.AutoRestart).ShouldBe(("s", "ns", 3, StrimziLogin.ScramSha512, "b:9094", false));
        all.Plugins.ShouldBe([new StrimziPlugin("mine", null, "https://example.org/mine.zip", sha), new StrimziPlugin("kafka-connect-jdbc", "10.9.2", null, null)]);
        Read("kafka: k, image: i, build: false, login: none").ShouldSatisfyAllConditions(static one => one.Build.ShouldBeFalse(), static one => one.Login.ShouldBe(StrimziLogin.None));
    }

    [TestCase("image: i", "'kafka' is missing")]
    [TestCase("kafka: k", "'image' is missing")]
    [TestCase("kafka: My_Kafka, image: i", "A name of Kubernetes")]
    [TestCase("kafka: k, image: \"i j\"", "An image is written")]
    [TestCase("kafka: k, image: i, replicas: 0", "A whole number from 1 to 999")]
    [TestCase("kafka: k, image: i, login: password", "tls, scram-sha-512, none")]
    [TestCase("kafka: k, image: i, bootstrap: \"${env:BROKERS}\"", "holds no references")]
    [TestCase("kafka: k, image: i, plugins: { mine: { url: \"https://u:hunter2@example.org/mine.zip\" } }", "holds no login")]
    [TestCase("kafka: k, image: i, plugins: { mine: { url: \"https://example.org/mine.rar\" } }", "ends with .tar.gz")]
    [TestCase("kafka: k, image: i, plugins: { mine: { sha512: abc } }", "128 hexadecimal digits")]
    [TestCase("kafka: k, image: i, plugins: { Mine: { version: 1.0 } }", "A plugin's name")]
    [TestCase("kafka: k, image: i, build: false, pushSecret: s", "'pushSecret' is for an image that Strimzi builds")]
    [TestCase("kafka: k, image: i, build: false, plugins: { mine: { version: 1.0 } }", "'plugins' is for an image that Strimzi builds")]
    [TestCase("kafka: k, imge: i, image: i", "There is no field 'imge'")]
    public void A_fault_says_what_is_wanted(string strimzi, string says) => Topologies.TheFindingOf(With(strimzi)).Message.ShouldContain(says);

    [Test]
    public void The_embedded_worker_is_not_run_by_Strimzi()
    {
        var finding = Topologies.TheFindingOf(With("kafka: k, image: i", kind: "embedded"));

        (finding.Path, finding.Message).ShouldBe(("clusters.kafka.strimzi", "Strimzi runs Apache Kafka Connect, and this cluster is the embedded worker: take 'strimzi' out."));
    }
}
