using Bifrost.Stack.Kafka;

namespace Bifrost.Stack.Tests.Kafka;

public sealed class KafkaHomeTests
{
    [Test]
    public void A_folder_that_is_not_there_is_named() =>
        Should.Throw<StackException>(static () => KafkaHome.At("/nowhere/kafka")).Message.ShouldStartWith("There is no folder /nowhere/kafka. Give --kafka-home, or KAFKA_HOME,");

    [Test]
    public void Libraries_that_are_missing_are_named()
    {
        using var home = new HomeFolder();
        File.Delete(home.In("libs/connect-runtime-4.3.0.jar"));
        Should.Throw<StackException>(() => KafkaHome.At(home.Path)).Message.ShouldStartWith($"{home.In("libs")} holds no connect-runtime-*.jar: that is no Apache Kafka 4.");
    }

    [Test]
    public void A_folder_without_plugins_says_what_belongs_there()
    {
        using var home = new HomeFolder();
        Directory.Delete(home.In("plugins"));
        Should.Throw<StackException>(() => KafkaHome.At(home.Path)).Message.ShouldContain("Debezium's PostgreSQL connector");
    }

    [Test]
    public void Classes_that_no_jar_holds_are_named_and_those_of_nested_folders_are_found()
    {
        using var home = new HomeFolder();
        home.Jar("plugins/here/lib/a.jar", "org/here/Here.class");
        var found = KafkaHome.At(home.Path);
        found.Require(["org.here.Here"]);
        Should.Throw<StackException>(() => found.Require(["org.here.Here", "org.gone.Gone"])).Message.ShouldStartWith($"No jar below {home.In("plugins")} holds org.gone.Gone, which the connectors name.");
    }

    [Test]
    public void A_jar_that_is_none_is_named()
    {
        using var home = new HomeFolder();
        Directory.CreateDirectory(home.In("plugins/torn"));
        File.WriteAllText(home.In("plugins/torn/half.jar"), "PK");
        Should.Throw<StackException>(() => KafkaHome.At(home.Path).Require(["org.gone.Gone"])).Message.ShouldBe($"{home.In("plugins/torn/half.jar")} cannot be read as an archive. Unpack it anew.");
    }
}
