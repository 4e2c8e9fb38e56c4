namespace Bifrost.Catalogs;

/// <summary>A version such as <c>3.6.0.Final</c> or <c>4.3.0</c>, ordered by its numbers; anything else comes before all numbers.</summary>
public readonly record struct PluginVersion(int Major, int Minor, int Patch) : IComparable<PluginVersion>
{
    public static PluginVersion Parse(string text)
    {
        var numbers = text.Split('.', '-', '_').TakeWhile(part => int.TryParse(part, out _)).Select(part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        return new PluginVersion(numbers.ElementAtOrDefault(0), numbers.ElementAtOrDefault(1), numbers.ElementAtOrDefault(2));
    }

    public int CompareTo(PluginVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public static bool operator <(PluginVersion left, PluginVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(PluginVersion left, PluginVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(PluginVersion left, PluginVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PluginVersion left, PluginVersion right) => left.CompareTo(right) >= 0;
}
