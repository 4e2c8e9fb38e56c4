using System.Diagnostics.CodeAnalysis;

namespace Bifrost.Etl.Clean;

/// <summary>Remembers what a published field became: the same few thousand come again and again. Bounded, so that memory stays flat.</summary>
internal sealed class KnownFields
{
    /// <summary>Above the 5,571 municípios with room for their misspellings; some 5 MB for each column.</summary>
    private const int Most = 20_000;

    /// <summary>A longer field is cleaned each time: it is a fault, or nearly one, and comes seldom.</summary>
    private const int LongestKey = 256;

    private readonly Dictionary<byte[], CleanField> _known;
    private readonly Dictionary<byte[], CleanField>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;

    public KnownFields()
    {
        _known = new(FieldComparer.Instance);
        _bySpan = _known.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public bool TryGet(ReadOnlySpan<byte> published, [NotNullWhen(true)] out CleanField? field) => _bySpan.TryGetValue(published, out field);

    public void Add(ReadOnlySpan<byte> published, CleanField field)
    {
        if (published.Length > LongestKey)
            return;
        if (_known.Count >= Most)
            _known.Clear();
        _known.Add(published.ToArray(), field);
    }

    private sealed class FieldComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static FieldComparer Instance { get; } = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
