using Bifrost.Connect.Providers;

namespace Bifrost.Worker.Tests.Providers;

public sealed class ReferenceResolverTests
{
    private readonly Dictionary<string, string> _environment = new() { ["USER_NAME"] = "thor", ["PORT"] = "5432" };
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("bifrost-resolver-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    private ReferenceResolver Resolver => new(name => _environment.GetValueOrDefault(name), Path.Combine(_folder, "env"));

    [Test]
    public void Several_references_and_the_text_between_them_are_resolved() =>
        Resolver.Resolve("jdbc:postgresql://h:${env:PORT}/db?user=${env:USER_NAME}").ShouldBe("jdbc:postgresql://h:5432/db?user=thor");

    [Test]
    public void The_environment_comes_before_the_file()
    {
        File.WriteAllText(Path.Combine(_folder, "env"), "# made by up\nPORT=1\nSECRET=a=b c\n");
        Resolver.Resolve("${env:PORT} ${env:SECRET}").ShouldBe("5432 a=b c");
    }

    [Test]
    public void A_file_that_is_written_later_is_seen()
    {
        var resolver = Resolver;
        Should.Throw<UnresolvedReferenceException>(() => resolver.Resolve("${env:LATER}"));
        File.WriteAllText(Path.Combine(_folder, "env"), "LATER=now\n");
        resolver.Resolve("${env:LATER}").ShouldBe("now");
    }

    [TestCase("plain=one", "plain", "one")]
    [TestCase("spaced : two", "spaced", "two")]
    [TestCase("! note\n# note\n  third three\n", "third", "three")]
    [TestCase("long=a\\\n   b", "long", "ab")]
    [TestCase(@"we\ ird=\u0041\tB\\", "we ird", "A\tB\\")]
    [TestCase("empty=", "empty", "")]
    public void A_properties_file_is_read_as_Java_reads_it(string text, string key, string expected)
    {
        var path = Path.Combine(_folder, "secrets.properties");
        File.WriteAllText(path, text);
        Resolver.Resolve($"${{file:{path}:{key}}}").ShouldBe(expected);
    }

    [Test]
    public void A_dir_reference_is_the_whole_file()
    {
        File.WriteAllText(Path.Combine(_folder, "password"), "s3cret\nline");
        Resolver.Resolve($"${{dir:{_folder}:password}}").ShouldBe("s3cret\nline");
    }

    [TestCase("${env:NOT_SET}", "NOT_SET is not set")]
    [TestCase("${vault:a:b}", "no config provider 'vault'")]
    [TestCase("${file:/nowhere/x.properties:key}", "/nowhere/x.properties cannot be read")]
    [TestCase("${file:key}", "needs a path and a key")]
    [TestCase("${dir:/tmp:../etc/passwd}", "without a path")]
    [TestCase("${env:PORT:-1}", "knows no defaults")]
    public void What_leads_nowhere_is_named(string reference, string reason)
    {
        var error = Should.Throw<UnresolvedReferenceException>(() => Resolver.Resolve("x" + reference));
        error.Reference.ShouldBe(reference);
        error.Message.ShouldContain(reference);
        error.Message.ShouldContain(reason);
    }

    [Test]
    public void A_missing_key_names_the_file_and_no_value()
    {
        var path = Path.Combine(_folder, "secrets.properties");
        File.WriteAllText(path, "password=hunter2");
        Should.Throw<UnresolvedReferenceException>(() => Resolver.Resolve($"${{file:{path}:pasword}}")).Message.ShouldNotContain("hunter2");
    }

    [TestCase("${topic}")]
    [TestCase("${source.schema}_${source.table}")]
    [TestCase("no reference")]
    public void Text_that_names_no_provider_is_left(string value)
    {
        Resolver.Resolve(value).ShouldBe(value);
        ReferenceResolver.HasReference(value).ShouldBeFalse();
    }

    [Test]
    public void A_default_stands_in_only_where_the_variable_is_not_set() =>
        Resolver.ResolveWithDefaults("${env:PORT:-1} ${env:NO_URL:-http://127.0.0.1:8083}").ShouldBe("5432 http://127.0.0.1:8083");
}
