using System.Text.RegularExpressions;

namespace Bifrost.Conventions.Tests.House;

/// <summary>What <c>docker/README.md</c> asks of the files below <c>docker/</c>.</summary>
public sealed partial class ContainerFilesTests
{
    private const string Compose = "docker/compose.yml";

    private static readonly Dictionary<string, string> Images = Repository.Read("docker/images.env").Split('\n')
        .Where(static line => line.Length > 0 && line[0] != '#').Select(static line => line.Split('=', 2)).ToDictionary(static parts => parts[0], static parts => parts[1]);

    private static IEnumerable<string> ComposeFiles => Repository.Files.Where(static file => file.StartsWith("docker/compose", StringComparison.Ordinal));

    [TestCaseSource(nameof(ComposeFiles))]
    public void Every_image_is_a_variable_of_the_list(string file)
    {
        var named = Image().Matches(Repository.Read(file)).Select(static match => match.Groups["image"].Value).ToList();
        named.ShouldAllBe(static image => image.StartsWith("${", StringComparison.Ordinal));
        named.Select(static image => Variable().Match(image).Value).ShouldBeSubsetOf(Images.Keys);
    }

    [Test]
    public void Every_image_has_a_version_and_all_but_our_own_a_registry()
    {
        foreach (var (variable, image) in Images)
        {
            var tag = image.Split(':')[^1];
            tag.ShouldNotBe("latest", variable);
            (tag.Any(char.IsAsciiDigit) || image.StartsWith("bifrost/", StringComparison.Ordinal)).ShouldBeTrue(variable);
            (image.StartsWith("bifrost/", StringComparison.Ordinal) || image.Split('/')[0].Contains('.')).ShouldBeTrue(variable);
        }
    }

    [TestCaseSource(nameof(ComposeFiles))]
    public void Every_port_is_published_on_loopback_and_set_by_a_variable(string file)
    {
        var ports = Port().Matches(Repository.Read(file)).Select(static match => match.Groups["port"].Value).ToList();
        ports.ShouldAllBe(static port => port.StartsWith("127.0.0.1:${", StringComparison.Ordinal));
        if (file == Compose)
            ports.Count.ShouldBe(13);
    }

    [Test]
    public void A_Dockerfile_takes_its_bases_from_the_list()
    {
        foreach (var file in Repository.Files.Where(static file => file.StartsWith("docker/", StringComparison.Ordinal) && file.EndsWith("/Dockerfile", StringComparison.Ordinal)))
        {
            var text = Repository.Read(file);
            var stages = Stage().Matches(text).Select(static match => match.Groups["stage"].Value).ToHashSet();
            foreach (var from in From().Matches(text).Select(static match => match.Groups["base"].Value).Where(from => !stages.Contains(from)))
                Images.Keys.ShouldContain(Variable().Match(from).Value, $"{file}: FROM {from}");
        }
    }

    [Test]
    public void No_password_stands_in_a_file()
    {
        foreach (var file in Repository.Files.Where(static file => file.StartsWith("docker/", StringComparison.Ordinal) && (file.EndsWith(".env", StringComparison.Ordinal) || file.EndsWith(".env.example", StringComparison.Ordinal))))
            Password().Matches(Repository.Read(file)).Select(match => $"{file}: {match.Value}").ShouldBeEmpty();
        foreach (var file in ComposeFiles)
            ComposePassword().Matches(Repository.Read(file)).Select(static match => match.Groups["value"].Value).ShouldAllBe(static value => value.Contains("${"), file);
    }

    /// <summary>A committed <c>.env</c> would be somebody's passwords.</summary>
    [Test]
    public void There_is_an_example_and_no_env_file() => Repository.Files.Where(static file => file.StartsWith("docker/.env", StringComparison.Ordinal)).ShouldBe(["docker/.env.example"]);

    [GeneratedRegex(@"^\s*image: (?<image>\S+)", RegexOptions.Multiline)]
    private static partial Regex Image();

    [GeneratedRegex(@"(?<=\$\{)[A-Z_0-9]+")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\s*ports: \[""(?<port>[^""]+)""\]", RegexOptions.Multiline)]
    private static partial Regex Port();

    [GeneratedRegex(@"^FROM (?<base>\S+)", RegexOptions.Multiline)]
    private static partial Regex From();

    [GeneratedRegex(@"^FROM \S+ AS (?<stage>\S+)", RegexOptions.Multiline)]
    private static partial Regex Stage();

    [GeneratedRegex(@"^[A-Z_0-9]*(PASSWORD|SECRET|TOKEN)[A-Z_0-9]*=.+$", RegexOptions.Multiline)]
    private static partial Regex Password();

    [GeneratedRegex(@"^\s*[A-Z_0-9]*PASSWORD: (?<value>.+)$", RegexOptions.Multiline)]
    private static partial Regex ComposePassword();
}
