namespace Bifrost.Catalogs.Embedded;

/// <summary>Owners of keys in the table of embedded keys that are not Java classes, and which of them a class's keys are looked up in.</summary>
public static class KeyOwner
{
    /// <summary>Keys that Connect reads for every connector.</summary>
    public const string Framework = "framework";

    /// <summary>Keys that Connect reads for source connectors.</summary>
    public const string SourceFramework = "source framework";

    /// <summary>Keys that Connect reads for sink connectors.</summary>
    public const string SinkFramework = "sink framework";

    /// <summary>Keys that Connect reads for every transform.</summary>
    public const string Transform = "transform";

    /// <summary>Keys of a Debezium post-processor.</summary>
    public const string PostProcessor = "post processor";

    private static readonly string[] SourceOwners = [SourceFramework, Framework];
    private static readonly string[] SinkOwners = [SinkFramework, Framework];
    private static readonly string[] TransformOwners = [Transform];

    internal static IEnumerable<string> LookedUpFor(string owner) => [owner, .. KeyCatalogs.Find(owner)?.Type switch
    {
        "source" => SourceOwners,
        "sink" => SinkOwners,
        "transformation" => TransformOwners,
        _ => [],
    }];
}
