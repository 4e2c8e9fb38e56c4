using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bifrost.Connect.Contracts;

/// <summary>Enum members in lower case on the wire.</summary>
public sealed class LowercaseEnumConverter<T>() : JsonStringEnumConverter<T>(LowercaseNaming.Instance, allowIntegerValues: false)
    where T : struct, Enum;

internal sealed class LowercaseNaming : JsonNamingPolicy
{
    public static readonly LowercaseNaming Instance = new();

    public override string ConvertName(string name) => name.ToLowerInvariant();
}

/// <summary>Enum members in upper case on the wire.</summary>
public sealed class UppercaseEnumConverter<T>() : JsonStringEnumConverter<T>(UppercaseNaming.Instance, allowIntegerValues: false)
    where T : struct, Enum;

internal sealed class UppercaseNaming : JsonNamingPolicy
{
    public static readonly UppercaseNaming Instance = new();

    public override string ConvertName(string name) => name.ToUpperInvariant();
}
