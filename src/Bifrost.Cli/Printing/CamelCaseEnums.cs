using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bifrost.Cli.Printing;

/// <summary>Enums as camelCase words, but for those that say themselves how they are written: Connect's states stay upper case.</summary>
internal sealed class CamelCaseEnums : JsonConverterFactory
{
    private static readonly JsonStringEnumConverter Words = new(JsonNamingPolicy.CamelCase);

    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsEnum && !typeToConvert.IsDefined(typeof(JsonConverterAttribute), inherit: false);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) => Words.CreateConverter(typeToConvert, options);
}
