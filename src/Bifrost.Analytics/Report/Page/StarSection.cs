using Bifrost.Analytics.Report.Content;

namespace Bifrost.Analytics.Report.Page;

/// <summary>One star: its headline figures, its three marts as charts, and how clean its data are.</summary>
internal static class StarSection
{
    /// <param name="number">Counts the stars of the page, from 1.</param>
    /// <param name="of">How many different stars the page shows.</param>
    public static Html Of(StarGroup group, int number, int of)
    {
        var (star, id) = (group.Star, $"star{number}");
        return Html.Of($"""
            <section class="star" aria-labelledby="{id}">
            <h2 id="{id}">{(of == 1 ? "What the star says" : $"The star of {Findings.Names(group.Replicas)}")}</h2>
            <p class="note">{Origin(group, of)}</p>
            {(star.IsEmpty ? Empty(group) : Html.Join([
                HeadlineSection.Of(star, id), LostWeaponsSection.Of(star, id), CalibresSection.Of(star, id), TrendSection.Of(star, id), QualitySection.Of(star, id)]))}
            </section>

            """);
    }

    /// <summary>Stands in the place of a chart that has nothing to show.</summary>
    public static Html NoRows(string mart) => Html.Of($"<p class=\"empty\">No rows yet: {mart} is empty.</p>\n");

    private static string Origin(StarGroup group, int of) => group.Replicas.Count switch
    {
        1 when of > 1 => "It differs from the other star, so it is shown by itself.",
        1 => $"Read from {group.Replicas[0]}.",
        _ => $"Read from {Findings.Names(group.Replicas)}. Their stars are equal, so each picture stands for all of them.",
    };

    private static Html Empty(StarGroup group) => Html.Of($"""
        <div class="empty"><p>No rows yet.</p><p>The star of {Findings.Names(group.Replicas)} is built, and every fact in it is empty. Load the source with <code>bifrost etl run</code>, then build the star anew with <code>bifrost models run --all</code>.</p></div>

        """);
}
