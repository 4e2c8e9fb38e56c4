namespace Bifrost.Etl.Extract;

/// <summary>A file to load, plain or compressed with gzip (known by its bytes, not its name).</summary>
/// <param name="Name">The name that messages, the report and the reject file use.</param>
/// <param name="Open">Opens the file's bytes from their start; called more than once.</param>
/// <param name="Order">Files of one order were found together; files of the same table and year may be loaded in one run only where their orders differ.</param>
/// <param name="IsNamed">Whether the user named this very file: then it must be recognised. A file found in a folder is skipped when it is not.</param>
public sealed record InputFile(string Name, Func<Stream> Open, int Order, bool IsNamed = true);
