namespace Bifrost.Templates;

/// <summary>A template, or what it made, is wrong; the message names the template, the connector and what to change.</summary>
public sealed class TemplateException(string message, Exception? inner = null) : Exception(message, inner)
{
    internal static TemplateException NoFolder(string folder) => new($"There is no folder of templates '{folder}'.");

    internal static TemplateException UnknownTemplate(string folder, string name, IEnumerable<string> known) =>
        new($"{folder}: no connector uses a template '{name}'. Templates are {string.Join(", ", known)}.");

    internal static TemplateException NoSchema(string template) =>
        new($"{template}: there is no {Sets.TemplateSet.SchemaFile} beside the template; it says which parameters the template takes.");

    internal static TemplateException BadSchema(string template, string why) => new($"{template}/{Sets.TemplateSet.SchemaFile}: {why}");

    internal static TemplateException BadParameters(string template, string connector, IEnumerable<string> faults) =>
        new($"{template}: the parameters of {connector} do not fit {Sets.TemplateSet.SchemaFile}: {string.Join(" ", faults)}");

    internal static TemplateException BadTemplate(string template, string connector, Exception why) =>
        new($"{template}: cannot be rendered for {connector}: {why.Message}", why);

    internal static TemplateException NotJson(string template, string connector, Exception why) =>
        new($"{template}: what it renders for {connector} is not JSON: {why.Message} Values are written with {{{{json …}}}}.", why);

    internal static TemplateException WrongShape(string template, string connector, string why) => new($"{template}: what it renders for {connector} {why}");
}
