using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Bifrost.Stack.Ports;

/// <summary>A TCP port of this machine.</summary>
internal static class LocalPort
{
    private const string Listening = "0A";
    private const int LocalAddressField = 1;
    private const int StateField = 3;
    private const int InodeField = 9;

    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Who listens on the port, as far as we may see it: other users' processes are hidden from all but root.</summary>
    public static PortHolder? FindHolder(int port)
    {
        var sockets = Inodes(port).Select(static inode => $"socket:[{inode}]").ToHashSet(StringComparer.Ordinal);
        if (sockets.Count == 0)
            return null;
        foreach (var process in Directory.GetDirectories("/proc").Where(static folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            if (Holds(process, sockets))
                return new PortHolder(int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture), File.ReadAllText(process + "/comm").Trim());
        }

        return null;
    }

    private static IEnumerable<string> Inodes(int port)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        string[] tables = ["/proc/net/tcp", "/proc/net/tcp6"];
        return tables.Where(File.Exists).SelectMany(static table => File.ReadLines(table).Skip(1))
            .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[StateField] == Listening && fields[LocalAddressField].EndsWith(suffix, StringComparison.Ordinal))
            .Select(static fields => fields[InodeField]);
    }

    private static bool Holds(string process, HashSet<string> sockets)
    {
        try
        {
            return Directory.GetFiles(process + "/fd").Any(file => new FileInfo(file).LinkTarget is { } link && sockets.Contains(link));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
