namespace Bifrost.Analytics.Report.Content;

/// <summary>All that the page says. The same content gives the same page, byte for byte.</summary>
/// <param name="Topology">The topology's name.</param>
/// <param name="MadeAt">When it was put together; ages are counted from here.</param>
/// <param name="Replicas">In the order of the topology.</param>
/// <param name="Inputs">What `bifrost etl run` last read for each table and year; empty where it never ran here.</param>
/// <param name="InputsUnknown">Why the inputs could not be told; null where they could.</param>
public sealed record ReportContent(string Topology, DateTimeOffset MadeAt, IReadOnlyList<Replica> Replicas, IReadOnlyList<LoadedInput> Inputs, string? InputsUnknown = null);
