using System.Reflection;
using Bifrost.Templates.Parameters;

namespace Bifrost.Templates.Sets;

/// <summary>The templates to render with: the user's own where there are, and those that are built in for the rest.</summary>
internal sealed class TemplateSet
{
    public const string TemplateFile = "connector.json.hbs";
    public const string SchemaFile = "parameters.schema.json";

    private static readonly Assembly Home = typeof(TemplateSet).Assembly;
    private readonly string? _folder;

    private TemplateSet(string? folder) => _folder = folder;

    public static TemplateSet Load(string? folder)
    {
        if (folder is null)
            return new TemplateSet(null);
        if (!Directory.Exists(folder))
            throw TemplateException.NoFolder(folder);

        var unknown = Directory.EnumerateDirectories(folder)
            .Where(own => File.Exists(Path.Combine(own, TemplateFile)))
            .Select(own => Path.GetFileName(own))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault(name => !TemplateNames.All.Contains(name));
        return unknown is null ? new TemplateSet(folder) : throw TemplateException.UnknownTemplate(folder, unknown, TemplateNames.All);
    }

    public Template Find(string name)
    {
        var own = _folder is null ? null : Path.Combine(_folder, name);
        if (own is null || !File.Exists(Path.Combine(own, TemplateFile)))
            return new Template(name, BuiltIn(name, TemplateFile), ParameterSchema.Parse(name, BuiltIn(name, SchemaFile)));

        var schema = Path.Combine(own, SchemaFile);
        if (!File.Exists(schema))
            throw TemplateException.NoSchema(own);
        return new Template(own, File.ReadAllText(Path.Combine(own, TemplateFile)), ParameterSchema.Parse(own, File.ReadAllText(schema)));
    }

    private static string BuiltIn(string name, string file)
    {
        using var stream = Home.GetManifestResourceStream($"template/{name}/{file}") ?? throw new InvalidOperationException($"The template {name} is not in {Home.GetName().Name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
