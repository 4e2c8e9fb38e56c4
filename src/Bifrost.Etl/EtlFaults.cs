using Bifrost.Etl.Tables;

namespace Bifrost.Etl;

/// <summary>The wording of what can be wrong with inputs and files.</summary>
internal static class EtlFaults
{
    public static EtlException NoSuchInput(string input) =>
        new($"The input {input} is not there. Give a folder, a .csv or .csv.gz file, or an http(s) URL.");

    public static EtlException EmptyFolder(string folder) => new($"The folder {folder} holds no .csv or .csv.gz file.");

    public static EtlException Unreadable(string path, Exception inner) => new($"{path} cannot be read: {inner.Message}", inner);

    public static EtlException RejectFileUnwritable(string path, Exception inner) =>
        new($"The reject file {path} cannot be written: {inner.Message} Nothing was loaded.", inner);

    public static EtlException NotServed(Uri url, string why, Exception? inner = null) =>
        new($"{url.GetLeftPart(UriPartial.Path)} could not be downloaded: {why}. Nothing was loaded; try again, or download the file and give its path.", inner);

    public static EtlException Damaged(string file, Exception inner) =>
        new($"{file} is not a readable gzip file: its compressed data is damaged. Fetch it again.", inner);

    public static EtlException CutShort(string file) => new($"{file} is a gzip file that was cut short. Fetch it again.");

    public static EtlException Changed(string file, Exception? inner = null) =>
        new($"{file} changed while it was read. Nothing was loaded; wait until it is whole, and load it again.", inner);

    public static EtlException NotText(string file, string why) => new($"{file} is not a text file: {why}.");

    public static EtlException OtherEncoding(string file, string encoding) =>
        new($"{file} is {encoding}. The published files are ISO-8859-1; UTF-8 is read too. Convert it, for example with iconv -f {encoding} -t UTF-8.");

    public static EtlException BrokenUtf8(string file, long line) =>
        new($"{file} begins as UTF-8, but line {line} is not UTF-8. Convert the whole file to UTF-8 or to ISO-8859-1.");

    public static EtlException NotLatin1(string file, long line, byte value) =>
        new($"{file} is neither ISO-8859-1 nor UTF-8: line {line} holds the byte 0x{value:X2}, which is no character there. "
            + "It may be Windows-1252 or CP850; convert it, for example with iconv -f WINDOWS-1252 -t UTF-8.");

    public static EtlException WrongDelimiter(string file, char delimiter) =>
        new($"{file} is delimited by {(delimiter == '\t' ? "a tab" : $"\"{delimiter}\"")}; the published files use \";\". Convert it, or fetch the original.");

    public static EtlException Empty(string file) => new($"{file} is empty: it has not even a header. Fetch it again.");

    public static EtlException NotRecognised(string file) =>
        new($"{file} is none of the published files: its first line names the columns of none of {string.Join(", ", EtlTable.All.Select(static table => table.Name))}.");

    public static EtlException NoneRecognised() =>
        new("None of the files is a published one: no first line names the columns of "
            + $"{string.Join(", ", EtlTable.All.Select(static table => table.Name))}.");

    public static EtlException WrongHeader(string file, EtlTable table, IReadOnlyList<string> missing, IReadOnlyList<string> unknown, IReadOnlyList<string> twice)
    {
        var faults = missing.Select(name => $"the column {name} is missing{(NearestName.Of(name, unknown) is { } near ? $" ({near} is near it)" : "")}")
            .Concat(unknown.Select(name => NearestName.Of(name, table.Columns.Select(static column => column.Name.ToUpperInvariant())) is { } near
                ? $"the column {name} is unknown (did you mean {near}?)"
                : $"the column {name} is unknown"))
            .Concat(twice.Select(static name => $"the column {name} is there twice"));
        return new($"{file} has the header of {table.Name}, but {string.Join("; ", faults)}.");
    }
}
