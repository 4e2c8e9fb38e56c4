namespace Bifrost.Connect.Registry;

/// <summary>A schema registry that speaks Confluent's REST API. <see cref="ToString"/> leaves the password out.</summary>
/// <param name="Url">Base URL of that API; a path in it is kept.</param>
/// <param name="User">User of basic authentication; null for none.</param>
public sealed record RegistryEndpoint(Uri Url, string? User = null, string? Password = null)
{
    /// <summary>Where Apicurio speaks Confluent's API, beside its own below <c>/apis/registry/</c>.</summary>
    private const string ApicurioCompatible = "/apis/ccompat/v7";

    /// <summary>What to do when nothing answers, as a sentence.</summary>
    public string WhenUnreachable { get; init; } = "Start it, or correct its URL.";

    /// <summary>The URL without a login in it.</summary>
    public string Address => new UriBuilder(Url) { UserName = "", Password = "", Query = "" }.Uri.ToString().TrimEnd('/');

    /// <summary>From what a converter is given, which may name Apicurio's own API.</summary>
    public static RegistryEndpoint Of(Uri converters, string? user, string? password)
    {
        var path = converters.AbsolutePath.IndexOf("/apis/", StringComparison.Ordinal);
        return new(path < 0 ? converters : new UriBuilder(converters) { Path = converters.AbsolutePath[..path] + ApicurioCompatible }.Uri, user, password);
    }

    public override string ToString() => $"schema registry at {Address}";
}
