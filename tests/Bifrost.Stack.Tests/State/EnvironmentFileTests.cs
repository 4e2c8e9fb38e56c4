using Bifrost.Stack.State;

namespace Bifrost.Stack.Tests.State;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class EnvironmentFileTests
{
    private readonly string _path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.env");

    [TearDown]
    public void Delete() => File.Delete(_path);

    [Test]
    public void What_is_written_is_read_again_also_with_marks_in_the_value()
    {
        EnvironmentFile.Write(_path, [new("A", "x=y"), new("B", "")]);
        EnvironmentFile.Read(_path).ShouldBe(new Dictionary<string, string> { ["A"] = "x=y", ["B"] = "" }, ignoreOrder: true);
    }

    [Test]
    public void The_file_is_for_its_owner_alone_also_where_it_was_open()
    {
        File.WriteAllText(_path, "A=1\n");
        File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        EnvironmentFile.Write(_path, [new("A", "1")]);
        File.GetUnixFileMode(_path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Test]
    public void A_file_that_says_the_same_is_not_written_again()
    {
        EnvironmentFile.Write(_path, [new("A", "1")]);
        File.SetLastWriteTimeUtc(_path, DateTime.UnixEpoch);
        EnvironmentFile.Write(_path, [new("A", "1")]);
        File.GetLastWriteTimeUtc(_path).ShouldBe(DateTime.UnixEpoch);
    }

    [Test]
    public void No_file_holds_nothing() => EnvironmentFile.Read(_path).ShouldBeEmpty();
}
