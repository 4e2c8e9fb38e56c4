using Bifrost.Testing;

namespace Bifrost.Containers.Tests.Engine;

/// <summary>What an engine and its images need from the machine.</summary>
internal static class EngineNeeds
{
    private static readonly (string Program, string Package)[] Programs =
    [
        ("dockerd", "docker.io"), ("docker", "docker.io"), ("debootstrap", "debootstrap"), ("iptables", "iptables"), ("ip", "iproute2"), ("pgrep", "procps"), ("setsid", "util-linux"),
    ];

    /// <summary>Skips the test at a desk where something is missing, and fails it in CI.</summary>
    public static async Task CheckAsync()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            Prerequisite.Missing("an engine of the tests' own is started on Linux, by root");
        var missing = Programs.Where(static need => Command.Find(need.Program) is null).Select(static need => need.Package).ToHashSet();
        if (await ComposeAsync() is null)
            missing.Add("docker-compose");
        if (missing.Count > 0)
            Prerequisite.Missing($"containers need more programs (apt-get install {string.Join(' ', missing)})");
    }

    /// <summary>The words that call compose: the plugin of the docker command, else the command of 1.29.</summary>
    public static async Task<string[]?> ComposeAsync()
    {
        if (Command.Find("docker") is not null && (await Command.RunAsync("docker", ["compose", "version"])).ExitCode == 0)
            return ["docker", "compose"];
        return Command.Find("docker-compose") is null ? null : ["docker-compose"];
    }
}
