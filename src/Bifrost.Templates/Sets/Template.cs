using Bifrost.Templates.Parameters;

namespace Bifrost.Templates.Sets;

/// <summary>A template with the schema of its parameters.</summary>
internal sealed record Template(string Name, string Text, ParameterSchema Schema);
