using Bifrost.Torture.Runs;

namespace Bifrost.Torture.Strikes;

/// <summary>What a strike does.</summary>
internal enum SiteKind
{
    /// <summary>Ends a process, a server or a connection.</summary>
    Kill,

    /// <summary>Holds something up, or takes its room away; nothing ends.</summary>
    Fault,

    /// <summary>Does what must be refused, and then what an operator does about it.</summary>
    Refusal,
}

/// <summary>One place where it is struck.</summary>
/// <param name="Weight">How often, beside the others: what takes long is done seldom.</param>
/// <param name="Strike">False where the instant did not come, and nothing was struck.</param>
internal sealed record Site(string Name, SiteKind Kind, int Weight, Func<Arena, Task<bool>> Strike);
