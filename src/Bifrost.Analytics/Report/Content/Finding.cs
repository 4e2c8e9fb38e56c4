namespace Bifrost.Analytics.Report.Content;

/// <summary>How well one thing stands.</summary>
public enum FindingLevel
{
    Good,

    /// <summary>Not known, because nobody asked, or nothing has arrived yet.</summary>
    Open,

    /// <summary>Something differs: replica and source, or two stars.</summary>
    Differs,

    /// <summary>Something could not be read, or stands still.</summary>
    Fault,
}

/// <summary>One sentence that the page begins with.</summary>
public sealed record Finding(FindingLevel Level, string Sentence);
