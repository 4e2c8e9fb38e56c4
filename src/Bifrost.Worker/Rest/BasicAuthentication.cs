using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Bifrost.Worker.Rest;

/// <summary>Basic authentication, as Connect's own REST extension answers it; without a user everybody is let in.</summary>
internal sealed class BasicAuthentication(string? user, string? password)
{
    private const string Scheme = "Basic ";

    private readonly byte[]? _expected = user is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes($"{user}:{password}"));

    public bool Admits(HttpRequest request) => _expected is null || (Given(request) is { } given && CryptographicOperations.FixedTimeEquals(SHA256.HashData(given), _expected));

    public static Task ChallengeAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        response.Headers.WWWAuthenticate = "Basic";
        return response.WriteAsync("User cannot access the resource.");
    }

    private static byte[]? Given(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var bytes = new byte[header.Length];
        return Convert.TryFromBase64String(header[Scheme.Length..].Trim(), bytes, out var length) ? bytes[..length] : null;
    }
}
