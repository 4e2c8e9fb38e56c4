namespace Bifrost.Connect.Client;

/// <summary>A Connect cluster's REST address. <see cref="ToString"/> leaves the password out.</summary>
/// <param name="Cluster">The cluster's name in the topology, for messages.</param>
/// <param name="Url">Base URL; a path in it is kept, for a cluster behind a proxy.</param>
/// <param name="User">User of basic authentication; null for none.</param>
public sealed record ConnectEndpoint(string Cluster, Uri Url, string? User = null, string? Password = null)
{
    /// <summary>What to do when nothing answers, as a sentence.</summary>
    public string WhenUnreachable { get; init; } = "Start Kafka Connect, or correct the cluster's URL.";

    /// <summary>PEM file with the authorities that alone are trusted for this cluster; null for the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>What to do about a certificate that is not trusted, as a sentence.</summary>
    public string WhenUntrusted { get; init; } = "Set SSL_CERT_FILE to a PEM file with the authority that signed it.";

    /// <summary>The URL without a login in it.</summary>
    public string Address => new UriBuilder(Url) { UserName = "", Password = "", Query = "" }.Uri.ToString();

    public override string ToString() => $"cluster '{Cluster}' at {Address}";
}
