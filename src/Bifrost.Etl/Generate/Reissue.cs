using System.Globalization;
using Bifrost.Etl.Extract;
using Bifrost.Etl.Tables;
using Bogus;

namespace Bifrost.Etl.Generate;

/// <summary>
/// Makes another issue of a file: some rows gone, some totals changed, some rows new, most as they were. It serves in either direction:
/// applied to the real file of a year it gives an issue that the real file could have followed.
/// </summary>
public sealed class Reissue
{
    /// <summary>Shares of the rows. The real re-issue of the incidents of 2024 took away 0.2 %, changed 0.5 % and added 20 %, most of it the months since.</summary>
    private const double Gone = 0.01, Changed = 0.02, Added = 0.03;

    /// <summary>How often a new row is drawn anew where the file has its grain; a place that is so full gets none.</summary>
    private const int Patience = 20;

    private readonly SourceFile _from;
    private readonly Randomizer _random;
    private readonly int _weapon;
    private readonly HashSet<ulong> _grains = [];

    private Reissue(SourceFile from, int seed)
    {
        _from = from;
        _random = new(seed);
        _weapon = from.Table.Columns.ToList().FindIndex(static column => column.Name == "especie_arma");
    }

    /// <summary>Writes the other issue; the same file and seed give the same bytes. Holds eight bytes for each row of the file, not the rows.</summary>
    /// <exception cref="EtlException">The file is none of the published ones, or a line of it is not a row.</exception>
    public static void Write(InputFile from, int seed, Stream output, CancellationToken cancellation)
    {
        var file = SourceFile.Open(from, cancellation) ?? throw EtlFaults.NotRecognised(from.Name);
        new Reissue(file, seed).Write(output, cancellation);
    }

    private void Write(Stream output, CancellationToken cancellation)
    {
        foreach (var row in Rows(cancellation))
            _grains.Add(GrainHash.Of(row));
        using var lines = new PublishedLine(_from.Table, output);
        lines.WriteHeader();
        long number = 0;
        foreach (var row in Rows(cancellation))
            Write(row, ++number, lines);
    }

    /// <summary>The first three rows get one change of each kind, so that the smallest file has all.</summary>
    private void Write(string[] row, long number, PublishedLine lines)
    {
        var chance = _random.Double();
        if (number == 1 || (number > 3 && chance < Gone))
            return;
        if (number == 2 || (number > 3 && chance < Gone + Changed))
            row[^1] = (int.Parse(row[^1], CultureInfo.InvariantCulture) + _random.Int(1, 3)).ToString(CultureInfo.InvariantCulture);
        lines.Write(row);
        if ((number == 3 || _random.Double() < Added) && Another(row) is { } added)
            lines.Write(added);
    }

    /// <summary>The row with another weapon, where the file has no such row.</summary>
    private string[]? Another(string[] row)
    {
        var added = (string[])row.Clone();
        for (var i = 0; i < Patience; i++)
        {
            Weapons.Known[Weapons.Known.Draw(_random)].CopyTo(added.AsSpan(_weapon, 3));
            if (_grains.Add(GrainHash.Of(added)))
                return added;
        }
        return null;
    }

    private IEnumerable<string[]> Rows(CancellationToken cancellation)
    {
        using var reader = _from.Read();
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (reader.IsMalformed || reader.FieldCount != _from.Table.Columns.Count)
                throw GeneratorFaults.NotClean(_from.Input.Name, reader.Line);
            yield return [.. _from.Header.Positions.Select(at => reader.Field(at).Trim())];
        }
    }
}
