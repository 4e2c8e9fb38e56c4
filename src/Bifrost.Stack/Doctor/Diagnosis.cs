namespace Bifrost.Stack.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="Found">What is there.</param>
/// <param name="Remedy">What to do; null where all is well.</param>
public sealed record Diagnosis(string Subject, Verdict Verdict, string Found, string? Remedy = null);

public enum Verdict
{
    Fine,

    /// <summary><c>up</c> will work, something else may not.</summary>
    Warning,

    /// <summary><c>up</c> will not work, or what it made is not healthy.</summary>
    Fault,
}
