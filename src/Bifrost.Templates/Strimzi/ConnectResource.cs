using System.Text.Json.Nodes;
using Bifrost.Topology;

namespace Bifrost.Templates.Strimzi;

/// <summary>The <c>KafkaConnect</c>: workers, their image, and their environment.</summary>
internal static class ConnectResource
{
    public static JsonObject Of(Deployment deployment)
    {
        var settings = deployment.Settings;
        var variables = SecretVariables.Of(deployment);
        var spec = new JsonObject { ["version"] = deployment.Cluster.Versions.Kafka, ["replicas"] = settings.Replicas };
        if (!settings.Build)
            spec["image"] = settings.Image;
        spec["bootstrapServers"] = settings.Bootstrap ?? $"{settings.Kafka}-kafka-bootstrap:{(settings.Login == StrimziLogin.None ? 9092 : 9093)}";
        spec["groupId"] = deployment.Name;
        spec["configStorageTopic"] = deployment.ConfigTopic;
        spec["offsetStorageTopic"] = deployment.OffsetTopic;
        spec["statusStorageTopic"] = deployment.StatusTopic;
        if (settings.Login != StrimziLogin.None)
        {
            spec["tls"] = new JsonObject { ["trustedCertificates"] = new JsonArray(new JsonObject { ["secretName"] = $"{settings.Kafka}-cluster-ca-cert", ["pattern"] = "*.crt" }) };
            spec["authentication"] = Login(deployment);
        }

        spec["config"] = Worker(variables);
        if (settings.Build)
            spec["build"] = Build(deployment);
        if (variables.Count > 0)
            spec["template"] = new JsonObject { ["connectContainer"] = new JsonObject { ["env"] = new JsonArray([.. variables.Select(Variable)]) } };

        var resource = Resource.Of(deployment, "KafkaConnect", deployment.Name, null, spec);
        // Without it Strimzi reads no KafkaConnector, and deletes no connector that was made by hand either.
        resource["metadata"]!["annotations"] = new JsonObject { ["strimzi.io/use-connector-resources"] = "true" };
        return resource;
    }

    // Names of keys are those of the secret that the User Operator makes.
    private static JsonObject Login(Deployment deployment) => deployment.Settings.Login == StrimziLogin.Tls
        ? new JsonObject { ["type"] = "tls", ["certificateAndKey"] = new JsonObject { ["secretName"] = deployment.Name, ["certificate"] = "user.crt", ["key"] = "user.key" } }
        : new JsonObject { ["type"] = "scram-sha-512", ["username"] = deployment.Name, ["passwordSecret"] = new JsonObject { ["secretName"] = deployment.Name, ["password"] = "password" } };

    // -1 is the broker's own number of copies. A connector can read those variables alone that the connectors of this topology name.
    private static JsonObject Worker(IReadOnlyList<(string Variable, string Secret)> variables)
    {
        var config = new JsonObject
        {
            ["config.storage.replication.factor"] = -1,
            ["offset.storage.replication.factor"] = -1,
            ["status.storage.replication.factor"] = -1,
        };
        if (variables.Count > 0)
        {
            config["config.providers"] = "env";
            config["config.providers.env.class"] = "org.apache.kafka.common.config.provider.EnvVarConfigProvider";
            config["config.providers.env.param.allowlist.pattern"] = $"^({string.Join('|', variables.Select(static one => one.Variable))})$";
        }

        return config;
    }

    private static JsonObject Build(Deployment deployment)
    {
        var output = new JsonObject { ["type"] = "docker", ["image"] = deployment.Settings.Image };
        if (deployment.Settings.PushSecret is { } secret)
            output["pushSecret"] = secret;
        return new JsonObject { ["output"] = output, ["plugins"] = new JsonArray([.. PluginArchives.Of(deployment).Select(Plugin)]) };
    }

    private static JsonObject Plugin(PluginArchive archive)
    {
        var artifact = new JsonObject { ["type"] = archive.Type, ["url"] = archive.Url };
        if (archive.Sha512 is { } sum)
            artifact["sha512sum"] = sum;
        return new JsonObject { ["name"] = archive.Name, ["artifacts"] = new JsonArray(artifact) };
    }

    private static JsonObject Variable((string Variable, string Secret) one) => new()
    {
        ["name"] = one.Variable,
        ["valueFrom"] = new JsonObject { ["secretKeyRef"] = new JsonObject { ["name"] = one.Secret, ["key"] = one.Variable } },
    };
}
