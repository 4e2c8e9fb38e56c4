using System.Text.Json.Serialization;

namespace Bifrost.Connect.Contracts;

/// <summary>The body of every error that Connect answers.</summary>
/// <param name="ErrorCode">Equal to the HTTP status.</param>
public sealed record ErrorMessage(
    [property: JsonPropertyName("error_code")] int ErrorCode,
    [property: JsonPropertyName("message")] string? Message);
