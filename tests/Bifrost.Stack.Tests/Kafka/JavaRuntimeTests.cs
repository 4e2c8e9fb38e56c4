using Bifrost.Stack.Kafka;

namespace Bifrost.Stack.Tests.Kafka;

public sealed class JavaRuntimeTests
{
    [Test]
    public async Task Without_Java_it_is_said_what_to_install()
    {
        var fault = await Should.ThrowAsync<StackException>(JavaRuntime.FindAsync(static name => name == "PATH" ? "/nowhere" : null, default));
        fault.Message.ShouldStartWith("Kafka needs Java, and there is no java on the PATH. Install a Java runtime of 17 or later");
    }

    [Test]
    public async Task A_JAVA_HOME_that_holds_none_is_not_passed_over()
    {
        var fault = await Should.ThrowAsync<StackException>(JavaRuntime.FindAsync(static name => name == "JAVA_HOME" ? "/nowhere" : Environment.GetEnvironmentVariable(name), default));
        fault.Message.ShouldStartWith("There is no bin/java in JAVA_HOME (/nowhere).");
    }

    [TestCase("1.8.0_392", false)]
    [TestCase("11.0.2", false)]
    [TestCase("17.0.15", true)]
    [TestCase("21", true)]
    public async Task A_Java_that_is_too_old_is_refused(string version, bool isTaken)
    {
        var folder = Directory.CreateTempSubdirectory("bifrost-java").FullName;
        var java = Path.Combine(folder, "java");
        await File.WriteAllTextAsync(java, $"#!/bin/sh\necho 'openjdk version \"{version}\" 2025-04-15' >&2\n");
        File.SetUnixFileMode(java, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var found = JavaRuntime.FindAsync(name => name == "PATH" ? folder : null, default);
        if (isTaken)
            (await found).Program.ShouldBe(java);
        else
            (await Should.ThrowAsync<StackException>(found)).Message.ShouldStartWith($"Kafka needs Java 17 or later; {java} says 'openjdk version \"{version}\"");
        Directory.Delete(folder, recursive: true);
    }
}
