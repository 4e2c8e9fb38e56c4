namespace Bifrost.Topology.Shapes;

/// <summary>What a value of the file may be. One description drives the faults, the defaults and the JSON schema. The set of kinds is closed.</summary>
internal abstract record Shape
{
    /// <summary>As a fault names it: <c>a text</c>, <c>a list of …</c>.</summary>
    public abstract string Wanted { get; }
}

/// <summary>A text.</summary>
internal sealed record TextShape : Shape
{
    /// <summary>The closed set of values; empty for any text.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>Regular expression of the whole value; null for none. Means the same to .NET and to ECMAScript.</summary>
    public string? Pattern { get; init; }

    /// <summary>What the pattern asks for, in words.</summary>
    public string Rule { get; init; } = "";

    public References References { get; init; } = References.None;

    public override string Wanted => Allowed.Count > 0 ? $"one of {string.Join(", ", Allowed)}" : "a text";
}

/// <summary>Which references a text may hold.</summary>
internal enum References
{
    /// <summary>None: the value must be known when connectors are rendered.</summary>
    None,

    /// <summary>Those that the worker resolves: no defaults, which Connect's providers do not have.</summary>
    Worker,

    /// <summary>Those that Bifrost itself resolves: <c>${env:NAME:-default}</c> too.</summary>
    Bifrost,

    /// <summary>The value is a secret: one reference and nothing else.</summary>
    Secret,
}

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed record SwitchShape : Shape
{
    public override string Wanted => "true or false";
}

/// <summary>One text, or a list of them.</summary>
internal sealed record ListShape(TextShape Item) : Shape
{
    public override string Wanted => "a list of texts";
}

/// <summary>A map with known fields.</summary>
/// <param name="Short">The field that a value stands for when it is written instead of the map; null for none.</param>
internal sealed record MapShape(string Noun, IReadOnlyList<Field> Fields, string? Short = null) : Shape
{
    public override string Wanted => Short is null ? $"a map with the fields of {Noun}" : $"{Fields.First(one => one.Name == Short).Shape.Wanted}, or a map with the fields of {Noun}";

    public Field Field(string name) => Fields.First(one => one.Name == name);
}

/// <summary>A map whose keys are names that the user chooses.</summary>
/// <param name="Inherits">What a part must have may come from the defaults, so that an editor cannot ask for it.</param>
internal sealed record NamedShape(string Noun, TextShape Name, Shape Each, bool Inherits = false) : Shape
{
    public override string Wanted => $"a map of {Noun}";
}

/// <summary>A map of connector keys, each with a text, a number, true or false, or nothing.</summary>
internal sealed record OverridesShape : Shape
{
    public override string Wanted => "a map of connector keys";
}

/// <summary>A field of a map.</summary>
/// <param name="Summary">For the README and for editors.</param>
/// <param name="Default">Taken where the field is missing; <c>{name}</c> is the part's own name. Null for none.</param>
internal sealed record Field(string Name, Shape Shape, string Summary, bool Required = false, string? Default = null);
