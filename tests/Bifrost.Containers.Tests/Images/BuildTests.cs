using Bifrost.Containers.Tests.Engine;
using Bifrost.Testing;
using Bifrost.Testing.CommandLine;
using Bifrost.Testing.Kafka;

namespace Bifrost.Containers.Tests.Images;

/// <summary>The product's own Dockerfiles, on the stand-ins, without any network.</summary>
public sealed class BuildTests
{
    private static string Docker => Path.Combine(BifrostFolder.RepositoryRoot(), "docker");

    [Test]
    public async Task Connect_is_built_with_Apicurios_converter_from_jars_in_a_folder()
    {
        var engine = await TestImages.SharedAsync();
        var context = await ConnectContextAsync();
        (await BuildAsync(engine, "connect", context, "CONVERTERS=apicurio", Argument("CONNECT_BASE_IMAGE"), Argument("CONNECT_BUILD_IMAGE"))).Must();
        (await engine.DockerAsync("run", "--rm", "bifrost-test/built-connect", "id", "--user")).Must().ShouldBe("1001");
        Directory.Delete(context, recursive: true);
    }

    [Test]
    public async Task A_jar_that_is_not_the_lists_ends_the_build_and_is_named()
    {
        var engine = await TestImages.SharedAsync();
        var context = await ConnectContextAsync();
        var jar = Directory.GetFiles(Path.Combine(context, "jars"), "avro-*.jar").Single();
        await File.AppendAllTextAsync(jar, "x");
        var ended = await BuildAsync(engine, "connect-refused", context, "CONVERTERS=apicurio", Argument("CONNECT_BASE_IMAGE"), Argument("CONNECT_BUILD_IMAGE"));
        ended.ExitCode.ShouldNotBe(0);
        (ended.Output + ended.Error).ShouldContain(Path.GetFileName(jar));
        Directory.Delete(context, recursive: true);
    }

    [Test]
    public async Task Bifrosts_own_image_runs_the_command_line_and_not_as_root()
    {
        var engine = await TestImages.SharedAsync();
        // What was built beside the tests; publish adds nothing that runs.
        var built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Bifrost.Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))));
        (await BuildAsync(engine, "bifrost", built, Argument("BIFROST_BASE_IMAGE"))).Must();
        (await engine.DockerAsync("run", "--rm", "--read-only", "--cap-drop", "ALL", "bifrost-test/built-bifrost", "--help")).Must().ShouldContain("bifrost");
        (await engine.DockerAsync("run", "--rm", "--entrypoint", "id", "bifrost-test/built-bifrost", "--user")).Must().ShouldBe("1654");
    }

    /// <summary>A copy of <c>docker/connect</c> whose folder of jars is filled.</summary>
    private static async Task<string> ConnectContextAsync()
    {
        var context = RunFolder.New("connect");
        var plugins = Path.Combine((await KafkaCluster.FindAsync()).Home.Folder, "plugins", "apicurio-avro");
        (await Command.RunAsync("cp", ["-r", Path.Combine(Docker, "connect"), context])).Must();
        foreach (var jar in Directory.GetFiles(plugins, "*.jar"))
        {
            var copy = Path.Combine(context, "jars", Path.GetFileName(jar));
            await File.WriteAllBytesAsync(copy, await File.ReadAllBytesAsync(jar));
        }

        return context;
    }

    private static string Argument(string variable) => $"{variable}={TestImages.Variables[variable]}";

    private static Task<Ended> BuildAsync(DockerEngine engine, string name, string context, params string[] arguments) => engine.DockerAsync([
        "build", "--network", "none", "--force-rm", "--tag", $"bifrost-test/built-{name}", "--file", Path.Combine(Docker, name.Split('-')[0], "Dockerfile"), .. arguments.SelectMany(static argument => new[] { "--build-arg", argument }), context,
    ]);
}
