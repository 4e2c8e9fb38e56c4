namespace Bifrost.Catalogs.Tests;

public class KeyCatalogsTests
{
    private const string Postgres = "io.debezium.connector.postgresql.PostgresConnector";

    [TestCase("3.6.0.Final", "3.6.0.Final")]
    [TestCase("3.6.9.Final", "3.6.0.Final")]
    [TestCase("3.4.2.Final", "3.4.1.Final")]
    [TestCase("3.2.7.Final", "3.2.0.Final")]
    [TestCase("2.6.0.Final", "2.5.4.Final")]
    [TestCase("1.9.0.Final", "2.5.4.Final")]
    public void A_version_takes_the_nearest_catalog_not_above_it(string asked, string found) =>
        KeyCatalogs.Find(Postgres, asked)!.Versions.ShouldContain(found);

    [Test]
    public void Without_a_version_the_highest_is_taken() => KeyCatalogs.Find(Postgres)!.Versions.ShouldBe(["3.6.0.Final"]);

    [Test]
    public void A_class_is_found_by_its_simple_name() => KeyCatalogs.Find("PostgresConnector")!.Class.ShouldBe(Postgres);

    [Test]
    public void A_class_that_no_catalog_knows_is_null() => KeyCatalogs.Find("com.example.Nothing").ShouldBeNull();

    [TestCase("column.mask.with.7.chars", true)]
    [TestCase("column.mask.with.x.chars", false)]
    [TestCase("column.mask.hash.SHA-256.with.salt.pepper", true)]
    [TestCase("columnXmaskXwithX7Xchars", false)]
    public void A_pattern_entry_stands_for_the_keys_that_match_it(string key, bool known) =>
        KeyCatalogs.Find(Postgres)!.Reads(key).ShouldBe(known);

    [Test]
    public void A_key_that_is_read_and_not_declared_is_known_and_has_no_definition()
    {
        var catalog = KeyCatalogs.Find(Postgres)!;

        catalog.Reads("field.name.adjustment.mode").ShouldBeTrue();
        catalog.Find("field.name.adjustment.mode").ShouldBeNull();
    }

    [Test]
    public void Definitions_carry_what_validation_shows()
    {
        var port = KeyCatalogs.Find(Postgres)!.Find("database.port")!;

        port.ShouldSatisfyAllConditions(
            () => port.Type.ShouldBe("INT"),
            () => port.Default.ShouldBe("5432"),
            () => port.Group.ShouldBe("Postgres"),
            () => port.DisplayName.ShouldNotBeNullOrEmpty());
    }

    [Test]
    public void Connects_own_keys_are_those_that_every_connector_declares()
    {
        var own = KeyCatalogs.Find(KeyCatalogs.SourceFramework)!.Keys.Select(key => key.Name).ToList();

        own.ShouldBe(KeyCatalogs.Find(Postgres)!.Keys.Take(own.Count).Select(key => key.Name));
    }

    [Test]
    public void No_class_is_described_twice_for_one_version() =>
        KeyCatalogs.All.SelectMany(catalog => catalog.Versions.Select(version => (catalog.Class, version))).ShouldBeUnique();
}
