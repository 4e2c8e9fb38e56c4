namespace Bifrost.Stack;

/// <summary>Something that happens now, for whoever waits.</summary>
/// <param name="Subject">A server's name, or <c>worker</c>.</param>
/// <param name="Text">Such as <c>starting on port 5501</c>.</param>
public sealed record StackStep(string Subject, string Text);
