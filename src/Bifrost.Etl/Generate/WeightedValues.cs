using Bogus;

namespace Bifrost.Etl.Generate;

/// <summary>Values with the share of rows that each gets; drawn by one random number.</summary>
internal sealed class WeightedValues<T>
{
    private readonly T[] _values;
    private readonly double[] _upTo;

    public WeightedValues(IEnumerable<(T Value, double Weight)> values)
    {
        var all = values.ToArray();
        _values = [.. all.Select(static pair => pair.Value)];
        _upTo = new double[all.Length];
        double sum = 0;
        for (var i = 0; i < all.Length; i++)
            _upTo[i] = sum += all[i].Weight;
    }

    public int Count => _values.Length;

    public T this[int index] => _values[index];

    /// <summary>The position of a value.</summary>
    public int Draw(Randomizer random)
    {
        var found = Array.BinarySearch(_upTo, random.Double() * _upTo[^1]);
        return Math.Min(found < 0 ? ~found : found + 1, _values.Length - 1);
    }
}
