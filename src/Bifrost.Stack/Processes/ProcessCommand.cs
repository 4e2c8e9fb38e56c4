using System.Security.Cryptography;
using System.Text;

namespace Bifrost.Stack.Processes;

/// <summary>How a process of ours is started.</summary>
/// <param name="Fingerprint">A process with another one is replaced; see <see cref="FingerprintOf"/>.</param>
/// <param name="Address">Where it is to answer.</param>
internal sealed record ProcessCommand(string Program, IReadOnlyList<string> Arguments, string Fingerprint, Uri Address)
{
    /// <summary>Variables that it gets besides the caller's own, which these win over. They never stand on the command line, where anybody may read them.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>A hash of all that decides what the process does.</summary>
    public static string FingerprintOf(params IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..32];
}
