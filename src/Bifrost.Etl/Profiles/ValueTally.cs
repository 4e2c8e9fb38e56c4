namespace Bifrost.Etl.Profiles;

/// <summary>The rows of one value.</summary>
internal sealed class ValueTally
{
    public long Rows { get; set; }
}
