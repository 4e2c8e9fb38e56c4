using Bifrost.Containers.Tests.Engine;
using Bifrost.Testing;
using Bifrost.Testing.CommandLine;
using Bifrost.Testing.Kafka;

namespace Bifrost.Containers.Tests.Images;

/// <summary>The images that stand in for the official ones, made on the run's engine without any registry. <see cref="Shared"/> waits until all are there.</summary>
internal static class TestImages
{
    /// <summary>What all of them stand on: Debian 12 with Java 17, PostgreSQL 15, nginx and curl.</summary>
    public const string Base = "bifrost-test/base:12";

    // More at a time would only take the processors from each other.
    private const int BuildsAtATime = 2;

    private static readonly Lazy<Task> Made = new(MakeAsync);

    /// <summary>By the variable of <c>docker/images.env</c> that names them to compose and to the builds.</summary>
    public static IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>
    {
        ["CONNECT_BASE_IMAGE"] = "bifrost-test/connect:3.6.0.Final",
        ["KAFKA_IMAGE"] = "bifrost-test/kafka:4.3.0",
        ["BIFROST_BASE_IMAGE"] = "bifrost-test/dotnet:10.0",
        ["POSTGRES_IMAGE"] = "bifrost-test/postgres:15",
        ["REGISTRY_IMAGE"] = "bifrost-test/registry:2.6",
        ["NGINX_IMAGE"] = "bifrost-test/nginx:1.30.5",
        ["CONNECT_BUILD_IMAGE"] = "bifrost-test/jdk:17",
    };

    /// <summary>The run's engine, with all images.</summary>
    public static async Task<DockerEngine> SharedAsync()
    {
        await Made.Value;
        return await DockerEngine.Shared;
    }

    private static string Folder => Path.Combine(BifrostFolder.RepositoryRoot(), "tests", "Bifrost.Containers.Tests", "Images");

    private static async Task MakeAsync()
    {
        await EngineNeeds.CheckAsync();
        var kafka = (await KafkaCluster.FindAsync()).Home.Folder;
        var engine = await DockerEngine.Shared;
        (await engine.DockerAsync("import", await RootFileSystem.ArchiveAsync(Folder, engine.Folder), Base)).Must();
        await Parallel.ForEachAsync(Variables.Values, new ParallelOptions { MaxDegreeOfParallelism = BuildsAtATime }, async (image, _) =>
            (await Command.RunAsync(Path.Combine(Folder, "build"), [NameOf(image), image, kafka, DotnetRoot], engine.Environment)).Must());
    }

    /// <summary>The folder of the runtime that runs this.</summary>
    private static string DotnetRoot => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));

    private static string NameOf(string image) => image.Split('/')[1].Split(':')[0];
}
