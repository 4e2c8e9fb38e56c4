namespace Bifrost.Templates.Committed;

/// <summary>A rendered file, whatever is in it.</summary>
/// <param name="RelativePath">From the folder of connectors, with forward slashes.</param>
internal sealed record RenderedText(string RelativePath, string Text)
{
    public static IReadOnlyList<RenderedText> Of(IEnumerable<RenderedConnector> rendered) => [.. rendered.Select(static one => new RenderedText(one.RelativePath, one.Json))];

    public static IReadOnlyList<RenderedText> Of(IEnumerable<RenderedResource> rendered) => [.. rendered.Select(static one => new RenderedText(one.RelativePath, one.Yaml))];
}
