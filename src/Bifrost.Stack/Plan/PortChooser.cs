using System.Globalization;
using Bifrost.Stack.Ports;
using Bifrost.Stack.Servers;

namespace Bifrost.Stack.Plan;

/// <summary>Chooses ports: the one that is set, else the one in use by our own server, else the last one, else any that is free.</summary>
internal sealed class PortChooser
{
    private readonly HashSet<int> _taken = [];

    /// <param name="variable">What sets the port, for messages.</param>
    /// <param name="set">The port as set by the user; null where any will do.</param>
    /// <param name="running">The port that our own server has now.</param>
    /// <param name="preferred">Taken where it is free.</param>
    /// <exception cref="StackException">The port that is set is no port, or in use by another process.</exception>
    public int Choose(string what, string variable, string? set, int? running, string? preferred)
    {
        var port = set is null ? running ?? FreeOr(preferred) : Parse(what, variable, set);
        if (set is not null && port != running && (_taken.Contains(port) || !LocalPort.IsFree(port)))
            throw StackException.PortInUse(what, port, LocalPort.FindHolder(port), variable);
        _taken.Add(port);
        return port;
    }

    private int FreeOr(string? preferred)
    {
        if (int.TryParse(preferred, CultureInfo.InvariantCulture, out var port) && IsFree(port))
            return port;
        do
            port = PostgresServer.FreePort();
        while (!IsFree(port));
        return port;
    }

    private bool IsFree(int port) => !_taken.Contains(port) && LocalPort.IsFree(port);

    private static int Parse(string what, string variable, string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? port : throw StackException.BadPort(what, variable, text);
}
