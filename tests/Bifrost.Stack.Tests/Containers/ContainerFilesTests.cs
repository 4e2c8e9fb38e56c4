using System.Text.Json;
using Bifrost.Stack.Containers;

namespace Bifrost.Stack.Tests.Containers;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ContainerFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("containers").FullName;

    private ContainerFiles Files => new(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_superusers_password_is_made_once_and_only_its_owner_may_read_it()
    {
        var password = Files.SuperuserPassword("thor", hasVolume: false);
        Files.SuperuserPassword("thor", hasVolume: true).ShouldBe(password);
        File.GetUnixFileMode(Path.Combine(_folder, "thor.superuser")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Test]
    public void A_volume_whose_password_is_lost_is_not_given_a_new_one_that_it_does_not_know() =>
        Should.Throw<StackException>(() => Files.SuperuserPassword("thor", hasVolume: true)).Message.ShouldContain("bifrost destroy");

    [Test]
    public void The_override_gives_every_worker_the_same_variables()
    {
        Files.WriteOverride(["connect-1", "connect-2"], new Dictionary<string, string> { ["B"] = "${B}", ["A"] = "thor" });
        using var written = JsonDocument.Parse(File.ReadAllText(Files.Override));
        var services = written.RootElement.GetProperty("services");
        services.GetProperty("connect-1").GetProperty("environment").GetProperty("B").GetString().ShouldBe("${B}");
        services.GetProperty("connect-2").GetRawText().ShouldBe(services.GetProperty("connect-1").GetRawText());
    }

    [Test]
    public void Images_of_every_up_are_remembered_once()
    {
        Files.RememberImages(["b:1", "a:1"]);
        Files.RememberImages(["b:1", "c:1"]);
        Files.Images.ShouldBe(["a:1", "b:1", "c:1"]);
    }
}
