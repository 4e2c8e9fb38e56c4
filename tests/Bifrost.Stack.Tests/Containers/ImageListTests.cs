using Bifrost.Stack.Containers;

namespace Bifrost.Stack.Tests.Containers;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ImageListTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly Dictionary<string, string> _environment = [];

    public ImageListTests() => File.WriteAllText(_file, """
        # a comment
        POSTGRES_IMAGE=docker.io/library/postgres:15.18
        UI_IMAGE=registry.example:5000/ui@sha256:00
        CONNECT_IMAGE=bifrost/connect:3.6.0.Final
        """);

    public void Dispose() => File.Delete(_file);

    [Test]
    public void Without_a_word_in_the_environment_images_are_those_of_the_list()
    {
        List()["POSTGRES_IMAGE"].ShouldBe("docker.io/library/postgres:15.18");
        List().IsGiven("POSTGRES_IMAGE").ShouldBeFalse();
    }

    [Test]
    public void The_environment_wins_and_what_it_names_is_not_mirrored()
    {
        _environment["POSTGRES_IMAGE"] = "own.example/postgres:15";
        _environment["BIFROST_IMAGE_MIRROR"] = "mirror.example";
        List()["POSTGRES_IMAGE"].ShouldBe("own.example/postgres:15");
        List().IsGiven("POSTGRES_IMAGE").ShouldBeTrue();
    }

    [Test]
    public void A_mirror_takes_the_place_of_each_registry_and_what_is_built_here_comes_from_none()
    {
        _environment["BIFROST_IMAGE_MIRROR"] = "mirror.example/cache/";
        List()["POSTGRES_IMAGE"].ShouldBe("mirror.example/cache/library/postgres:15.18");
        List()["UI_IMAGE"].ShouldBe("mirror.example/cache/ui@sha256:00");
        List()["CONNECT_IMAGE"].ShouldBe("bifrost/connect:3.6.0.Final");
    }

    [Test]
    public void A_list_that_is_not_there_and_an_image_that_is_not_in_it_are_named()
    {
        Should.Throw<StackException>(() => new ImageList("/nowhere/images.env", _environment.GetValueOrDefault)).Message.ShouldContain("/nowhere/images.env");
        Should.Throw<StackException>(() => List()["KAFKA_IMAGE"]).Message.ShouldContain("KAFKA_IMAGE");
    }

    private ImageList List() => new(_file, _environment.GetValueOrDefault);
}
