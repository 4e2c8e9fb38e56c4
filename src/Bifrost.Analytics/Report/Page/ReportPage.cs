using System.Reflection;
using Bifrost.Analytics.Report.Content;
using Bifrost.Analytics.Report.Marts;

namespace Bifrost.Analytics.Report.Page;

/// <summary>The page: one HTML file that asks for nothing else, and needs no script.</summary>
public static class ReportPage
{
    private static readonly Lazy<Html> Style = new(ReadStyle);

    /// <summary>The same content gives the same text.</summary>
    public static string Of(ReportContent content)
    {
        var groups = StarGroup.Of(content.Replicas);
        return Html.Of($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,">
            <title>{content.Topology}: weapons in SINARM</title>
            <style>
            {Style.Value}</style>
            </head>
            <body>
            {Head(content)}
            <main>
            {FindingsSection.Of(Findings.Of(content))}
            {(groups.Count == 0 ? Html.Nothing : Html.Join(groups.Select((group, at) => StarSection.Of(group, at + 1, groups.Count))))}
            {ReplicationSection.Of(content.Replicas, groups)}
            {InputsSection.Of(content.Inputs, content.InputsUnknown)}
            </main>
            {Foot()}
            </body>
            </html>

            """).ToString().ReplaceLineEndings("\n");
    }

    private static Html Head(ReportContent content) => Html.Of($"""
        <header>
        <p class="eyebrow">Bifrost · {content.Topology}</p>
        <h1>Weapons in SINARM</h1>
        <p class="lead">Reported occurrences, permits to carry and registrations, as {Findings.Names(content.Replicas.Select(static replica => replica.Name))} {(content.Replicas.Count == 1 ? "holds" : "hold")} them. Made {Figures.Instant(content.MadeAt)}.</p>
        </header>
        """);

    private static Html Foot() => Html.Of($"""
        <footer>
        <p>Data: SINARM, open data of the Polícia Federal. Inhabitants: IBGE, census of 2022. Read from the marts {MartQueries.Schema}.rpt_* of each replica, in one snapshot of each.</p>
        </footer>
        """);

    private static Html ReadStyle()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Bifrost.Analytics.Report.Page.page.css")!;
        using var reader = new StreamReader(stream);
        return Html.Trusted(reader.ReadToEnd());
    }
}
