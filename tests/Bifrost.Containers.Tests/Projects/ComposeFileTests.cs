namespace Bifrost.Containers.Tests.Projects;

public sealed class ComposeFileTests
{
    [TestCase("kafka")]
    [TestCase("cluster")]
    [TestCase("worker")]
    public async Task Compose_reads_the_file_with_every_profile(string profile)
    {
        await using var project = await ContainerProject.CreateAsync();
        foreach (var image in File.ReadLines(Path.Combine(Testing.CommandLine.BifrostFolder.RepositoryRoot(), "docker", "images.env")).Where(static line => line.Contains('=') && !line.StartsWith('#')))
        {
            var (name, value) = (image.Split('=', 2)[0], image.Split('=', 2)[1]);
            if (project.Variable(name) is null)
                project.Set(name, value);
        }

        foreach (var login in new[] { "THOR", "MJOLNIR", "STORMBREAKER", "THOR_SUPERUSER", "MJOLNIR_SUPERUSER", "STORMBREAKER_SUPERUSER" })
            project.Set(login + "_PASSWORD", "secret");
        (await project.ComposeAsync("--profile", profile, "config", "--quiet")).Must();
    }
}
