using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bifrost.Templates.Sets;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;

namespace Bifrost.Templates.Rendering;

/// <summary>Handlebars, set for JSON: nothing is escaped for HTML, and a parameter that is not there is an error.</summary>
internal static class TemplateEngine
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly IHandlebars Engine = Create();

    // Compiling costs a hundred times what rendering does, and one template serves many connectors.
    private static readonly ConcurrentDictionary<string, HandlebarsTemplate<object, object>> Compiled = new(StringComparer.Ordinal);

    public static string Render(Template template, string connector, IReadOnlyDictionary<string, object?> parameters)
    {
        try
        {
            return Compiled.GetOrAdd(template.Text, text => Engine.Compile(text))(parameters);
        }
        catch (Exception fault) when (fault is HandlebarsException or HandlebarsUndefinedBindingException)
        {
            throw TemplateException.BadTemplate(template.Name, connector, fault);
        }
    }

    private static IHandlebars Create()
    {
        var engine = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true });

        // Handlebars knows no JSON: this is the only way in which a value gets into a file. Several arguments make one text.
        engine.RegisterHelper("json", (output, _, arguments) => output.WriteSafeString(JsonSerializer.Serialize(string.Concat(arguments.Select(Text)), Plain)));
        engine.RegisterHelper("query", (_, arguments) => Query(arguments.Hash!));
        return engine;
    }

    // Connect wants every value as a text.
    private static string Text(object? value) => value switch
    {
        true => "true",
        false => "false",
        UndefinedBindingResult undefined => throw new HandlebarsException($"There is no parameter '{undefined.Value}'."),
        _ => value?.ToString() ?? throw new HandlebarsException("A parameter that is null cannot be written; ask for it with {{#if …}} first."),
    };

    // References go in as they are: it is the worker's value that would want escaping.
    private static string Query(IReadOnlyDictionary<string, object?> options)
    {
        var set = options.Where(one => one.Value is string { Length: > 0 }).OrderByDescending(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={Escaped((string)one.Value!)}");
        return string.Join('&', set) is { Length: > 0 } query ? $"?{query}" : "";
    }

    private static string Escaped(string value) => value.Contains("${", StringComparison.Ordinal) ? value : Uri.EscapeDataString(value);
}
