using Bifrost.Etl.Tables;

namespace Bifrost.Etl.Generate;

/// <summary>The wording of what can be wrong with a file to be made.</summary>
internal static class GeneratorFaults
{
    public static EtlException TooManyRows(EtlTable table, long rows, long written) =>
        new($"{rows} rows of {table.Name} with different grains cannot be had for one year; {written} can. Ask for fewer rows, or for several years.");

    public static EtlException NotClean(string file, long line) =>
        new($"{file} cannot be re-issued: line {line} has too few or too many fields. Load it first; its reject file names the bad lines.");

    public static EtlException Unwritable(string path, Exception inner) => new($"{path} cannot be written: {inner.Message}", inner);
}
