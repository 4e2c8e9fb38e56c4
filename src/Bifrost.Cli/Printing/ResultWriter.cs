using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Printing;

/// <summary>Prints a command's one result on stdout: a table for people, JSON or YAML for programs.</summary>
internal sealed class ResultWriter(Terminal terminal, OutputFormat format)
{
    /// <summary>Members in camelCase, enums as camelCase words, in the order that the records declare them.</summary>
    internal static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public OutputFormat Format => format;

    /// <param name="result">The documented object of this command; only records and collections.</param>
    /// <param name="view">How it looks as tables; not called for JSON and YAML.</param>
    public void Write<T>(T result, params Func<T, Table>[] view)
    {
        switch (format)
        {
            case OutputFormat.Json:
                terminal.Output.WriteLine(JsonSerializer.Serialize(result, Json));
                break;
            case OutputFormat.Yaml:
                terminal.Output.Write(YamlText.Of(JsonSerializer.SerializeToElement(result, Json)));
                break;
            default:
                foreach (var table in view)
                    TableText.Write(table(result), terminal);
                break;
        }
    }

    /// <summary>A result that is one text in every format: a schema, a completion script.</summary>
    public void WriteText(string text) => terminal.Output.Write(text.EndsWith('\n') ? text : text + "\n");
}
