using Bifrost.Etl.Tables;
using Bogus;

namespace Bifrost.Etl.Generate;

/// <summary>Makes files of the published shape, in any size; the same arguments give the same bytes. Memory does not grow with the rows.</summary>
public static class FileGenerator
{
    private const int Months = 12;

    /// <summary>Writes a file of <paramref name="rows"/> rows, no two of the same grain, in the publisher's order: by month, federative unit and município.</summary>
    /// <exception cref="EtlException">So many rows of different grains cannot be had for one year.</exception>
    public static void Generate(EtlTable table, long rows, int seed, int year, Stream output, CancellationToken cancellation)
    {
        var random = new Randomizer(seed);
        var cells = Cell.All(random);
        var maker = new RowMaker(table, random);
        using var lines = new PublishedLine(table, output);
        lines.WriteHeader();
        var all = cells.Sum(static cell => cell.Weight) * Months;
        double reached = 0;
        long written = 0;
        foreach (var month in Enumerable.Range(1, Months))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var cell in cells)
            {
                reached += cell.Weight;
                // What a full place could not take goes to the next, and what rounding left to the last.
                var due = month == Months && cell == cells[^1] ? rows : (long)(rows * (reached / all));
                written += due > written ? maker.Make(year, month, cell, due - written, lines) : 0;
            }
        }
        if (written < rows)
            throw GeneratorFaults.TooManyRows(table, rows, written);
    }
}
