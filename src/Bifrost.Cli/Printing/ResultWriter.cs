using System.Text.Encodings.Web;
using System.Text.Json;
using Bifrost.Cli.Shell;
using Bifrost.Topology.Yaml;

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
        Converters = { new CamelCaseEnums() },
    };

    public OutputFormat Format => format;

    /// <param name="result">The documented object of this command; only records and collections.</param>
    /// <param name="view">How it looks as tables; not called for JSON and YAML.</param>
    public void Write<T>(T result, params Func<T, Table>[] view)
    {
        if (WriteData(result))
            return;
        foreach (var table in view)
            TableText.Write(table(result), terminal);
    }

    /// <summary>As <see cref="Write{T}"/>, where a person reads lines rather than a table.</summary>
    public void WriteLines<T>(T result, Func<T, IEnumerable<string>> lines)
    {
        if (WriteData(result))
            return;
        foreach (var line in lines(result))
            terminal.Output.WriteLine(line);
    }

    private bool WriteData<T>(T result)
    {
        if (format == OutputFormat.Json)
            terminal.Output.WriteLine(JsonSerializer.Serialize(result, Json));
        else if (format == OutputFormat.Yaml)
            terminal.Output.Write(YamlWriter.Write(JsonSerializer.SerializeToNode(result, Json)!));
        return format != OutputFormat.Table;
    }

    /// <summary>A result that is one text in every format: a schema, a completion script.</summary>
    public void WriteText(string text) => terminal.Output.Write(text.EndsWith('\n') ? text : text + "\n");
}
