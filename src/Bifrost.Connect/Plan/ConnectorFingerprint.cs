using System.Security.Cryptography;
using System.Text;

namespace Bifrost.Connect.Plan;

/// <summary>Says whether a configuration is the one that was seen, without holding it.</summary>
internal static class ConnectorFingerprint
{
    /// <summary>A configuration may hold a password that somebody wrote by hand: guessing it from the file must cost more than one hash each (about 5 ms on one core).</summary>
    private const int Rounds = 20_000;

    private const int Bytes = 32;

    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(16);

    /// <summary>Of the keys and values as Connect stores them, in ordinal order; the key <c>name</c>, which Connect adds, counts as there.</summary>
    public static string Of(ActualConnector connector, byte[] salt)
    {
        var text = new StringBuilder();
        var config = new SortedDictionary<string, string>(connector.Config.ToDictionary(), StringComparer.Ordinal);
        config.TryAdd("name", connector.Name);
        foreach (var (key, value) in config)
            text.Append(key).Append('\0').Append(value).Append('\0');
        return Convert.ToBase64String(Rfc2898DeriveBytes.Pbkdf2(text.ToString(), salt, Rounds, HashAlgorithmName.SHA256, Bytes));
    }
}
