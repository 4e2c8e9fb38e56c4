namespace Bifrost.Analytics.Report.Page;

/// <summary>Sentences as messages write them: what stands between backticks is something to type.</summary>
internal static class Prose
{
    public static Html Of(string? sentences) =>
        Html.Join((sentences ?? "").Split('`').Select(static (part, at) => at % 2 == 0 ? Html.Text(part) : Html.Of($"<code>{part}</code>")));
}
