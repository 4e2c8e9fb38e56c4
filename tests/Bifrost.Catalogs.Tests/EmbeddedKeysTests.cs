using Bifrost.Catalogs.Embedded;

namespace Bifrost.Catalogs.Tests;

public class EmbeddedKeysTests
{
    private const string Postgres = "io.debezium.connector.postgresql.PostgresConnector";
    private const string JdbcSink = "io.debezium.connector.jdbc.JdbcSinkConnector";

    private static IEnumerable<TestCaseData> DeclaredKeys() =>
        from owner in EmbeddedKeys.All.Select(row => row.Owner).Distinct()
        let catalog = KeyCatalogs.Find(owner)
        where catalog is not null
        from key in catalog.Keys.Select(key => key.Name).Concat(catalog.Undeclared)
        select new TestCaseData(owner, key).SetArgDisplayNames(owner.Split('.')[^1], key);

    [TestCaseSource(nameof(DeclaredKeys))]
    public void Every_key_of_a_class_that_runs_here_has_a_class(string owner, string key)
    {
        var inName = key.Replace("(d+)", "7", StringComparison.Ordinal);

        EmbeddedKeys.ClassOf(owner, inName, "some value").Kind.ShouldNotBe(KeyKind.Unknown);
    }

    [TestCaseSource(nameof(DeclaredKeys))]
    public void No_key_is_refused_at_its_default(string owner, string key)
    {
        if (KeyCatalogs.Find(owner)!.Find(key) is { IsPattern: false, Default: { } value })
            EmbeddedKeys.ClassOf(owner, key, value).Kind.ShouldNotBe(KeyKind.Refused);
    }

    [TestCase(Postgres, "snapshot.mode", "initial", KeyKind.Honoured)]
    [TestCase(Postgres, "snapshot.mode", "custom", KeyKind.Refused)]
    [TestCase(Postgres, "snapshot.mode", "configuration_based", KeyKind.Refused)]
    [TestCase(Postgres, "plugin.name", "pgoutput", KeyKind.Honoured)]
    [TestCase(Postgres, "plugin.name", "decoderbufs", KeyKind.NoEffect)]
    [TestCase(Postgres, "column.exclude.list", "raw.portes.cpf", KeyKind.Honoured)]
    [TestCase(Postgres, "column.mask.with.7.chars", "raw.portes.cpf", KeyKind.Refused)]
    [TestCase(Postgres, "column.mask.hash.v2.SHA-256.with.salt.x", "raw.portes.cpf", KeyKind.Refused)]
    [TestCase(Postgres, "topic.naming.strategy", "com.example.Mine", KeyKind.Refused)]
    [TestCase(Postgres, "decimal.handling.mode", "double", KeyKind.NoEffect)]
    [TestCase(Postgres, "event.processing.failure.handling.mode", "skip", KeyKind.Refused)]
    [TestCase(Postgres, "snapshot.include.collection.list", "raw.portes", KeyKind.Refused)]
    [TestCase(Postgres, "topic.creation.default.partitions", "1", KeyKind.NoEffect)]
    [TestCase(Postgres, "errors.tolerance", "all", KeyKind.NoEffect)]
    [TestCase(Postgres, "bifrost.topology", "asgard", KeyKind.NoEffect)]
    [TestCase(Postgres, "tabel.include.list", "raw.portes", KeyKind.Unknown)]
    [TestCase(JdbcSink, "errors.tolerance", "all", KeyKind.Honoured)]
    [TestCase(JdbcSink, "use.time.zone", "UTC", KeyKind.NoEffect)]
    [TestCase(JdbcSink, "use.time.zone", "America/Sao_Paulo", KeyKind.Refused)]
    [TestCase(JdbcSink, "primary.key.mode", "kafka", KeyKind.Refused)]
    [TestCase(JdbcSink, "consumer.override.max.poll.records", "2000", KeyKind.NoEffect)]
    [TestCase(JdbcSink, "predicates", "isIt", KeyKind.Refused)]
    [TestCase(JdbcSink, "auto.create", "true", KeyKind.Unknown)]
    public void A_key_has_the_class_of_its_value(string owner, string key, string value, KeyKind kind) =>
        EmbeddedKeys.ClassOf(owner, key, value).Kind.ShouldBe(kind);

    [Test]
    public void A_class_that_is_not_honoured_says_why()
    {
        foreach (var row in EmbeddedKeys.All)
            (row.Kind == KeyKind.Honoured).ShouldBe(row.Reason.Length == 0, $"{row.Owner} {row.Key}");
    }

    [Test]
    public void No_row_is_hidden_by_one_before_it()
    {
        var dead = from owner in EmbeddedKeys.All.GroupBy(row => row.Owner)
                   from pair in owner.Zip(Enumerable.Range(0, int.MaxValue))
                   where owner.Take(pair.Second).Any(before => before.Key == pair.First.Key && before.When.Count == 0 && before.Unless.Count == 0)
                   select $"{pair.First.Owner} {pair.First.Key}";

        dead.ShouldBeEmpty();
    }

    [Test]
    public void Keys_of_transforms_and_post_processors_are_looked_up_for_their_class()
    {
        var classes = EmbeddedKeys.Classify(new Dictionary<string, string?>
        {
            ["connector.class"] = "PostgresConnector",
            ["post.processors"] = "reselector",
            ["reselector.type"] = "io.debezium.processors.reselect.ReselectColumnsPostProcessor",
            ["reselector.reselect.null.values"] = "false",
            ["transforms"] = "route,cast",
            ["transforms.route.type"] = "org.apache.kafka.connect.transforms.RegexRouter",
            ["transforms.route.regex"] = "a",
            ["transforms.route.predicate"] = "isIt",
            ["transforms.cast.type"] = "org.apache.kafka.connect.transforms.Cast$Value",
        }).ToDictionary(one => one.Key, one => one.Class.Kind);

        classes.ShouldSatisfyAllConditions(
            () => classes["connector.class"].ShouldBe(KeyKind.Honoured),
            () => classes["reselector.type"].ShouldBe(KeyKind.NoEffect),
            () => classes["reselector.reselect.null.values"].ShouldBe(KeyKind.NoEffect),
            () => classes["transforms.route.type"].ShouldBe(KeyKind.Honoured),
            () => classes["transforms.route.regex"].ShouldBe(KeyKind.Honoured),
            () => classes["transforms.route.predicate"].ShouldBe(KeyKind.Refused),
            () => classes["transforms.cast.type"].ShouldBe(KeyKind.Refused));
    }

    [TestCase("RegexRouter", "regex", KeyKind.Honoured)]
    [TestCase("InsertField$Value", "static.field", KeyKind.Honoured)]
    [TestCase("InsertField$Value", "timestamp.field", KeyKind.Refused)]
    [TestCase("Cast$Value", "type", KeyKind.Refused)]
    public void A_transform_may_be_named_simply(string name, string key, KeyKind kind)
    {
        var classes = EmbeddedKeys.Classify(new Dictionary<string, string?> { ["connector.class"] = JdbcSink, ["transforms.a.type"] = name, [$"transforms.a.{key}"] = key == "type" ? name : "x" });

        classes.Single(one => one.Key == $"transforms.a.{key}").Class.Kind.ShouldBe(kind);
    }

    [Test]
    public void A_post_processor_of_another_class_is_refused()
    {
        var classes = EmbeddedKeys.Classify(new Dictionary<string, string?>
        {
            ["connector.class"] = Postgres,
            ["post.processors"] = "mine",
            ["mine.type"] = "com.example.Mine",
        });

        classes.Single(one => one.Key == "mine.type").Class.Kind.ShouldBe(KeyKind.Refused);
    }

    [Test]
    public void Owners_are_classes_of_a_catalog_or_groups_that_are_looked_up()
    {
        string[] groups = [KeyOwner.Framework, KeyOwner.SourceFramework, KeyOwner.SinkFramework, KeyOwner.Transform, KeyOwner.PostProcessor];

        EmbeddedKeys.All.Select(row => row.Owner).Distinct().Where(owner => !groups.Contains(owner) && KeyCatalogs.Find(owner) is null).ShouldBeEmpty();
    }
}
