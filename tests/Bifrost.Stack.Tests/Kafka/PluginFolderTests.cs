using Bifrost.Stack.Kafka;

namespace Bifrost.Stack.Tests.Kafka;

public sealed class PluginFolderTests
{
    private const string Listed = "META-INF/services/org.apache.kafka.connect.sink.SinkConnector";

    [Test]
    public void Plugins_with_lists_of_their_own_are_read_from_them_and_Apicurio_gets_one()
    {
        using var home = new HomeFolder();
        home.Jar("plugins/sink/sink.jar", Listed);
        home.Jar("plugins/avro/lib/converter.jar", "io/apicurio/registry/utils/converter/AvroConverter.class");
        var (path, discovery) = PluginFolder.Prepare(KafkaHome.At(home.Path), Directory.CreateDirectory(home.In("worker")).FullName);
        discovery.ShouldBe("service_load");
        Directory.GetFiles(Path.Combine(path, "sink")).Select(static jar => new FileInfo(jar).LinkTarget).ShouldBe([home.In("plugins/sink/sink.jar")]);
        using var list = System.IO.Compression.ZipFile.OpenRead(Path.Combine(path, "avro", "bifrost-list.jar"));
        using var text = new StreamReader(list.GetEntry("META-INF/services/org.apache.kafka.connect.storage.Converter")!.Open());
        text.ReadToEnd().ShouldBe("io.apicurio.registry.utils.converter.AvroConverter\n");
    }

    [Test]
    public void A_plugin_without_a_list_brings_the_scan_back()
    {
        using var home = new HomeFolder();
        home.Jar("plugins/sink/sink.jar", Listed);
        home.Jar("plugins/old/old.jar", "org/old/OldConnector.class");
        PluginFolder.Prepare(KafkaHome.At(home.Path), Directory.CreateDirectory(home.In("worker")).FullName).Discovery.ShouldBe("hybrid_warn");
    }

    [Test]
    public void The_folder_is_made_anew_when_a_jar_is_another()
    {
        using var home = new HomeFolder();
        home.Jar("plugins/sink/sink.jar", Listed);
        var worker = Directory.CreateDirectory(home.In("worker")).FullName;
        var first = PluginFolder.Prepare(KafkaHome.At(home.Path), worker);
        PluginFolder.Prepare(KafkaHome.At(home.Path), worker).ShouldBe(first);
        home.Jar("plugins/sink/more.jar");
        PluginFolder.Prepare(KafkaHome.At(home.Path), worker).Path.ShouldNotBe(first.Path);
        Directory.Exists(first.Path).ShouldBeFalse();
    }
}
