namespace Bifrost.Stack.Ports;

/// <summary>A process that listens on a port.</summary>
/// <param name="Program">Its name, without arguments: those may hold secrets.</param>
public sealed record PortHolder(int ProcessId, string Program);
