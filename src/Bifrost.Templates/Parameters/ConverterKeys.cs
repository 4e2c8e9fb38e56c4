using Bifrost.Topology;

namespace Bifrost.Templates.Parameters;

/// <summary>The keys that choose and set a converter, for keys and values alike: a sink that reads other bytes than its source writes understands nothing.</summary>
internal static class ConverterKeys
{
    public static IReadOnlyList<IReadOnlyDictionary<string, object?>> Of(Converter converter) =>
        [.. new[] { "key.converter", "value.converter" }.SelectMany(prefix => Keys(converter).Select(pair => new Dictionary<string, object?>
        {
            ["key"] = prefix + pair.Suffix,
            ["value"] = pair.Value,
        }))];

    private static IEnumerable<(string Suffix, string Value)> Keys(Converter converter) => converter switch
    {
        // Without the last key a NULL becomes the column's default on the way.
        Converter.Json json => [("", "org.apache.kafka.connect.json.JsonConverter"), (".schemas.enable", json.Schemas ? "true" : "false"), (".replace.null.with.default", "false")],
        Converter.Avro { Flavour: RegistryFlavour.Apicurio } avro =>
        [
            ("", "io.apicurio.registry.utils.converter.AvroConverter"),
            (".apicurio.registry.url", Apicurio(avro.Registry)),
            (".apicurio.registry.auto-register", "true"),
            (".apicurio.registry.find-latest", "true"),
            (".apicurio.registry.as-confluent", "true"),
            (".apicurio.registry.headers.enabled", "false"),
            .. Login(avro, ".apicurio.auth.username", ".apicurio.auth.password"),
        ],
        Converter.Avro avro =>
        [
            ("", "io.confluent.connect.avro.AvroConverter"),
            (".schema.registry.url", avro.Registry),
            (".ignore.default.for.nullables", "true"),
            .. avro.User is null ? [] : new[] { (".basic.auth.credentials.source", "USER_INFO"), (".basic.auth.user.info", $"{avro.User}:{avro.Password}") },
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(converter)),
    };

    // The names of Apicurio 2, whose API the URL below names; its third edition put "registry." into them.
    private static IEnumerable<(string Suffix, string Value)> Login(Converter.Avro avro, string user, string password) =>
        avro is { User: { } name, Password: { } secret } ? [(user, name), (password, secret)] : [];

    // Apicurio's own API hangs below the base URL under which it also speaks Confluent's.
    private static string Apicurio(string registry) => registry.Contains("/apis/", StringComparison.Ordinal) ? registry : $"{registry.TrimEnd('/')}/apis/registry/v2";
}
