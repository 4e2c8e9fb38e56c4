using Bifrost.Torture.Runs;

namespace Bifrost.Torture.Strikes;

/// <summary>Chooses where to strike next, and counts. The seed decides the order; sites come as often as their weights say.</summary>
internal sealed class Roster(IReadOnlyList<Site> sites, Random random)
{
    private readonly Dictionary<Site, int> _counts = sites.ToDictionary(static site => site, static _ => 0);
    private readonly Dictionary<Site, int> _missed = sites.ToDictionary(static site => site, static _ => 0);

    /// <summary>Every site was struck.</summary>
    public bool IsComplete => _counts.Values.All(static count => count > 0);

    public IReadOnlyList<SiteCount> Counts => [.. sites.Select(site => new SiteCount(site.Name, site.Kind, _counts[site], _missed[site]))];

    public int Of(SiteKind kind) => _counts.Where(pair => pair.Key.Kind == kind).Sum(static pair => pair.Value);

    /// <summary>The site that lags most behind its share, with some chance.</summary>
    /// <param name="isEachOnce">One that was not struck yet; refusals, which take long, come last.</param>
    public Site Next(bool isEachOnce) => isEachOnce
        ? sites.Where(site => _counts[site] == 0).MinBy(site => _missed[site] + random.NextDouble() + (site.Kind == SiteKind.Refusal ? 1 : 0))!
        : sites.MinBy(site => (_counts[site] + _missed[site] + (2 * random.NextDouble())) / site.Weight)!;

    public async Task<bool> StrikeAsync(Site site, Arena arena)
    {
        var isStruck = await site.Strike(arena);
        (isStruck ? _counts : _missed)[site]++;
        return isStruck;
    }
}
