namespace Bifrost.Catalogs;

/// <summary>One key of a submitted configuration with what the embedded worker does with it.</summary>
public sealed record ClassifiedKey(string Key, string? Value, KeyClass Class);
