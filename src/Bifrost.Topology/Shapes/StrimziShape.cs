namespace Bifrost.Topology.Shapes;

/// <summary>The fields of a cluster that Strimzi runs.</summary>
internal static class StrimziShape
{
    public static MapShape Plugin { get; } = new("a plugin",
    [
        new("version", Texts.Version, "Its version, where its maker's address is taken."),
        new("url", Texts.ArchiveUrl, "Address of its archive, in place of its maker's."),
        new("sha512", Texts.Sha512, "SHA-512 checksum of the archive; without it the build takes what it gets."),
    ]);

    public static MapShape Fields { get; } = new("Strimzi's settings",
    [
        new("kafka", Texts.KubernetesName, "Name of Strimzi's Kafka resource.", Required: true),
        new("image", Texts.Image, "Image with the plugins, as registry/name:tag: pushed there, or with 'build: false' taken from there.", Required: true),
        new("build", new SwitchShape(), "Strimzi builds the image and pushes it.", Default: "true"),
        new("pushSecret", Texts.KubernetesName, "Secret with the login of the image's registry, for the push."),
        new("namespace", Texts.KubernetesName, "Namespace that every resource names; unset leaves it to 'kubectl apply -n'."),
        new("replicas", Texts.Pods, "Worker pods.", Default: "1"),
        new("login", Texts.OneOf("tls", "scram-sha-512", "none"), "How the workers log in at the brokers: as a KafkaUser, by certificate or password, or not at all and without TLS.", Default: "tls"),
        new("bootstrap", Texts.Brokers, "Brokers as the pods reach them, host:port; unset is the bootstrap service of the Kafka resource, port 9093, or 9092 without a login."),
        new("autoRestart", new SwitchShape(), "Strimzi restarts what failed, at growing intervals.", Default: "true"),
        new("plugins", new NamedShape("plugins", Texts.PluginName, Plugin), "By the plugin's name: a version, address or checksum of an archive; other names are plugins of your own."),
    ]);
}
