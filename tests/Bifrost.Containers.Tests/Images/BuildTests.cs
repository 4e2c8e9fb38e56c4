using Bifrost.Testing.CommandLine;

namespace Bifrost.Containers.Tests.Images;

/// <summary>The product's own Dockerfiles, on the stand-ins, with jars from a folder and without any network.</summary>
public sealed class BuildTests
{
    [Test]
    public async Task Connect_is_built_with_Apicurios_converter_from_jars_in_a_folder()
    {
        var engine = await TestImages.SharedAsync();
        var docker = Path.Combine(BifrostFolder.RepositoryRoot(), "docker");
        (await Engine.Command.RunAsync("docker", [
            "build", "--network", "none", "--tag", "bifrost-test/built-connect", "--build-arg", "CONVERTERS=apicurio", "--build-arg", $"CONNECT_BASE_IMAGE={TestImages.Variables["CONNECT_BASE_IMAGE"]}",
            "--build-arg", $"CONNECT_BUILD_IMAGE={TestImages.Variables["CONNECT_BUILD_IMAGE"]}", Path.Combine(docker, "connect"),
        ], engine.Environment)).Must();
        (await engine.DockerAsync("run", "--rm", "bifrost-test/built-connect", "id", "--user")).Must().ShouldBe("1001");
    }
}
