using Bifrost.Stack.Embedded;

namespace Bifrost.Stack.Tests.Embedded;

public sealed class WorkerProgramTests
{
    [Test]
    public void A_build_is_known_by_the_content_of_its_assemblies()
    {
        var folder = Directory.CreateTempSubdirectory("bifrost-build-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "Bifrost.A.dll"), "one");
            File.WriteAllText(Path.Combine(folder, "Other.dll"), "one");
            var first = WorkerProgram.BuildOf(folder, "Bifrost*.dll");
            File.WriteAllText(Path.Combine(folder, "Other.dll"), "two");
            WorkerProgram.BuildOf(folder, "Bifrost*.dll").ShouldBe(first);
            File.WriteAllText(Path.Combine(folder, "Bifrost.A.dll"), "two");
            WorkerProgram.BuildOf(folder, "Bifrost*.dll").ShouldNotBe(first);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
