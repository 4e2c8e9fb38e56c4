namespace Bifrost.Analytics.Report.Marts;

/// <summary>What came of reading a replica's star.</summary>
public abstract record StarReading;

public sealed record StarRead(Star Star) : StarReading;

/// <param name="Reason">Why it could not be read, and what to do; whole sentences.</param>
public sealed record StarUnread(string Reason) : StarReading;
