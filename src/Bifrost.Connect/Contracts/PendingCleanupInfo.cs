using System.Text.Json.Serialization;

namespace Bifrost.Connect.Contracts;

/// <summary>One element of <c>GET /bifrost/cleanups</c>, which only the embedded worker has: a deleted connector whose slot and position could not be dropped yet. The worker goes on trying.</summary>
/// <param name="Sink">The sink that the slot belongs to.</param>
/// <param name="Source">The source that the slot is on.</param>
public sealed record PendingCleanupInfo(
    [property: JsonPropertyName("sink")] string Sink,
    [property: JsonPropertyName("source")] string Source);
