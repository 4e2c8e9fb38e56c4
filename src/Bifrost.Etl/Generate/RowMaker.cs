using System.Globalization;
using Bifrost.Etl.Tables;
using Bogus;

namespace Bifrost.Etl.Generate;

/// <summary>Draws the rows of one place and month, no two of the same grain.</summary>
internal sealed class RowMaker
{
    /// <summary>So many draws in a row that were there already say that the place is full.</summary>
    private const int Patience = 50;

    /// <summary>In the real files more than half of the permits name no weapon.</summary>
    private const double PermitsWithoutWeapon = 0.55;

    private readonly EtlTable _table;
    private readonly Randomizer _random;
    private readonly WeightedValues<string>?[] _shares;
    private readonly int _weapon;
    private readonly HashSet<long> _drawn = [];

    public RowMaker(EtlTable table, Randomizer random)
    {
        _table = table;
        _random = random;
        _shares = [.. table.Columns.Select(column => Shares.Of(table, column))];
        _weapon = table.Columns.ToList().FindIndex(static column => column.Name == "especie_arma");
    }

    /// <summary>Writes up to <paramref name="count"/> rows; answers how many the place could take.</summary>
    public long Make(int year, int month, Cell cell, long count, PublishedLine output)
    {
        _drawn.Clear();
        var row = new string[_table.Columns.Count];
        row[0] = year.ToString(CultureInfo.InvariantCulture);
        row[1] = month.ToString("00", CultureInfo.InvariantCulture);
        row[2] = cell.Uf;
        row[3] = cell.Municipality;
        for (var tries = 0; _drawn.Count < count && tries < Patience; tries++)
        {
            if (!_drawn.Add(Draw(row, cell)))
                continue;
            output.Write(row);
            tries = 0;
        }
        return _drawn.Count;
    }

    /// <summary>Fills the rest of the row; answers a number that is the same for the same grain only.</summary>
    private long Draw(string[] row, Cell cell)
    {
        var grain = DrawWeapon(row);
        for (var i = 4; i < row.Length; i++)
        {
            if (_shares[i] is { } share)
            {
                var at = share.Draw(_random);
                grain = grain * share.Count + at;
                row[i] = share[at];
            }
            else if (_table.Columns[i].Kind == ColumnKind.Flag)
                row[i] = cell.IsLarge ? "S" : "N";
        }
        row[^1] = Shares.Totals[Shares.Totals.Draw(_random)].ToString(CultureInfo.InvariantCulture);
        return grain;
    }

    private long DrawWeapon(string[] row)
    {
        if (_table == EtlTable.Portes && _random.Double() < PermitsWithoutWeapon)
        {
            row.AsSpan(_weapon, 3).Fill("");
            return Weapons.Known.Count;
        }
        var at = Weapons.Known.Draw(_random);
        Weapons.Known[at].CopyTo(row.AsSpan(_weapon, 3));
        return at;
    }
}
