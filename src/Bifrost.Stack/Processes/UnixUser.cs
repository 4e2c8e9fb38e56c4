using System.Runtime.InteropServices;

namespace Bifrost.Stack.Processes;

/// <summary>Who we run as, and as whom PostgreSQL runs: it refuses root, so root runs it as <c>postgres</c> (or <c>BIFROST_PG_USER</c>).</summary>
public static class UnixUser
{
    private const int RootUserId = 0;

    public static bool IsRoot => GetEffectiveUserId() == RootUserId;

    /// <summary>The user that PostgreSQL's programs run as where we are root.</summary>
    public static string ServerUser => Environment.GetEnvironmentVariable("BIFROST_PG_USER") is { Length: > 0 } user ? user : "postgres";

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint GetEffectiveUserId();
}
