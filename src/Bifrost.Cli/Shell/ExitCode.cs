namespace Bifrost.Cli.Shell;

/// <summary>What the process answers to its caller.</summary>
internal enum ExitCode
{
    Fine = 0,

    /// <summary>Something could not be done, or is not healthy.</summary>
    Fault = 1,

    /// <summary>The command line itself is wrong.</summary>
    Usage = 2,

    /// <summary>It was compared, and it differs.</summary>
    Differs = 3,
}
