namespace Bifrost.Etl;

/// <summary>A load, a file or a generated file could not be had; the message says what is wrong, where, why, and what to do. Nothing was loaded.</summary>
public sealed class EtlException(string message, Exception? inner = null) : Exception(message, inner);
