using Bifrost.Containers.Tests.Engine;
using Bifrost.Containers.Tests.Projects;

namespace Bifrost.Containers.Tests.BadInput;

/// <summary>Machines that cannot run the stack: <c>doctor</c> and <c>up</c> say so before anything is made.</summary>
public sealed class EngineTests
{
    private const string Up = "up --engine docker --cluster kafka";

    private const string Doctor = "doctor --engine docker --cluster kafka";

    [Test]
    public async Task No_docker_command()
    {
        await using var project = await ContainerProject.CreateAsync();
        // What the program itself needs, and no more.
        project.Place.Set("PATH", Links(project, "dotnet"));
        await project.Place.MustFailAsync(Up, 1, "There is no docker on the PATH", "apt-get install docker.io");
        await project.Place.MustFailAsync(Doctor, 1, "no docker on the PATH");
        project.Place.Set("PATH", Environment.GetEnvironmentVariable("PATH")!);
    }

    [Test]
    public async Task An_engine_that_does_not_run()
    {
        await using var project = await ContainerProject.CreateAsync();
        var host = project.Variable("DOCKER_HOST");
        project.Set("DOCKER_HOST", "unix:///tmp/no-engine.sock");
        await project.Place.MustFailAsync(Up, 1, "does not answer", "/tmp/no-engine.sock", "systemctl start docker");
        await project.Place.MustFailAsync(Doctor, 1, "does not answer");
        project.Set("DOCKER_HOST", host);
    }

    [Test]
    public async Task An_engine_on_another_machine()
    {
        await using var project = await ContainerProject.CreateAsync();
        var host = project.Variable("DOCKER_HOST");
        project.Set("DOCKER_HOST", "tcp://build.example:2376");
        await project.Place.MustFailAsync(Up, 1, "build.example", "an engine of this machine");
        project.Set("DOCKER_HOST", host);
    }

    [Test]
    public async Task A_user_who_may_not_ask_the_engine()
    {
        await using var project = await ContainerProject.CreateAsync();
        // The command of somebody else: the socket is root's.
        project.Place.Set("PATH", Replacing(project, "docker", """exec setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/tmp DOCKER_CONFIG=/tmp "$real" "$@" """));
        await project.Place.MustFailAsync(Up, 1, "may not be asked by this user", "the group 'docker'");
        project.Place.Set("PATH", Environment.GetEnvironmentVariable("PATH")!);
    }

    [Test]
    public async Task One_gigabyte_of_memory()
    {
        await using var project = await ContainerProject.CreateAsync();
        project.Place.Set("PATH", Replacing(project, "docker", """[ "$1" = info ] || exec "$real" "$@"; "$real" "$@" | sed -E 's/"MemTotal":[0-9]+/"MemTotal":1073741824/' """));
        await project.Place.MustFailAsync(Up, 1, "memory: 1.0 GiB for containers", "--cluster with a cluster of kind embedded");
        await project.Place.MustFailAsync(Doctor, 1, "1.0 GiB for containers");
        project.Place.Set("PATH", Environment.GetEnvironmentVariable("PATH")!);
    }

    [Test]
    public async Task An_engine_of_long_ago()
    {
        await using var project = await ContainerProject.CreateAsync();
        project.Place.Set("PATH", Replacing(project, "docker", """[ "$1" = info ] || exec "$real" "$@"; "$real" "$@" | sed -E 's/"ServerVersion":"[^"]*"/"ServerVersion":"18.09.1"/' """));
        await project.Place.MustFailAsync(Up, 1, "18.09.1", "Docker Engine 20.10");
        project.Place.Set("PATH", Environment.GetEnvironmentVariable("PATH")!);
    }

    /// <summary>A folder whose only programs are these.</summary>
    private static string Links(ContainerProject project, params string[] programs)
    {
        var folder = Directory.CreateDirectory(Path.Combine(project.Place.Folder, "programs")).FullName;
        foreach (var program in programs.Where(program => Command.Find(program) is not null))
            File.CreateSymbolicLink(Path.Combine(folder, program), Command.Find(program)!);
        return folder;
    }

    /// <summary>The PATH with a program of this script first, which finds the real one in <c>$real</c>.</summary>
    private static string Replacing(ContainerProject project, string program, string script)
    {
        var folder = Directory.CreateDirectory(Path.Combine(project.Place.Folder, "programs")).FullName;
        var file = Path.Combine(folder, program);
        File.WriteAllText(file, $"#!/bin/sh\nreal={Command.Find(program)}\n{script}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
    }
}
