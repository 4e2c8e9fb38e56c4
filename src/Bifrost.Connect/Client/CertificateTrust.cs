using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Bifrost.Connect.Client;

/// <summary>The authorities that a cluster's certificate may come from, where the topology names them.</summary>
internal static class CertificateTrust
{
    /// <summary>Trusts what a PEM file holds, and nothing else: an authority, or the worker's own certificate where it signed itself.</summary>
    /// <exception cref="ConnectException">The file is not there, or holds no certificate.</exception>
    public static X509ChainPolicy Of(string file, ConnectEndpoint endpoint)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw ConnectException.NoAuthority(endpoint, file, e.Message, e);
        }
        return policy.CustomTrustStore.Count > 0 ? policy : throw ConnectException.NoAuthority(endpoint, file, "it holds no certificate", null);
    }

    /// <summary>Why the handshake failed, in words.</summary>
    public static string Reason(AuthenticationException error) => error.Message switch
    {
        var text when text.Contains("RemoteCertificateNameMismatch", StringComparison.Ordinal) => "it was made for another host name",
        var text when text.Contains("NotTimeValid", StringComparison.Ordinal) => "it has expired, or is not valid yet",
        var text when text.Contains("UntrustedRoot", StringComparison.Ordinal) || text.Contains("PartialChain", StringComparison.Ordinal) => "nobody that is trusted here signed it",
        _ => error.InnerException?.Message.TrimEnd('.') ?? error.Message.TrimEnd('.'),
    };
}
