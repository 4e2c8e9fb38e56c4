using Bifrost.Bench;
using Bifrost.Etl.Extract;
using Bifrost.Etl.Generate;
using Bifrost.Etl.Load;
using Bifrost.Etl.Tables;

namespace Bifrost.Cli.Bench;

/// <summary>The load that the benchmark measures: <c>etl run</c> of a made year of incidents, plain as the publisher serves it.</summary>
internal static class EtlLoad
{
    private const int Seed = 1;

    private const int Year = 2024;

    /// <param name="folder">Takes the input: 300 bytes for each row.</param>
    public static TableLoad In(string folder, TimeProvider time)
    {
        var (table, path) = (EtlTable.Ocorrencias, Path.Combine(folder, "ocorrencias.csv"));
        return new TableLoad(
            folder,
            SampleTables.Script,
            table.QualifiedName,
            [.. table.Columns.Select(static column => column.Name)],
            (rows, cancellation) => Task.Run(() => OutputFile.Write(path, output => FileGenerator.Generate(table, rows, Seed, Year, output, cancellation)), cancellation),
            async (database, cancellation) =>
            {
                using var inputs = await InputSet.FindAsync([path], cancellation).ConfigureAwait(false);
                var options = new EtlOptions { RejectFolder = folder, ProfileFolder = folder };
                await new EtlRun(database, options, time).RunAsync(inputs.Files, cancellation).ConfigureAwait(false);
            });
    }
}
