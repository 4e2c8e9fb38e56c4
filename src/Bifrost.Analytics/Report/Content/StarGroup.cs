using Bifrost.Analytics.Report.Marts;

namespace Bifrost.Analytics.Report.Content;

/// <summary>Replicas whose stars are equal, mart by mart: one picture is true for all of them.</summary>
public sealed record StarGroup(IReadOnlyList<string> Replicas, Star Star)
{
    /// <summary>In the order of the replicas; the first replica's star is in the first group.</summary>
    public static IReadOnlyList<StarGroup> Of(IEnumerable<Replica> replicas)
    {
        var groups = new List<StarGroup>();
        foreach (var replica in replicas)
        {
            if (replica.Star is not StarRead { Star: var star })
                continue;
            var same = groups.FindIndex(group => group.Star.DifferencesFrom(star).Count == 0);
            if (same < 0)
                groups.Add(new StarGroup([replica.Name], star));
            else
                groups[same] = groups[same] with { Replicas = [.. groups[same].Replicas, replica.Name] };
        }

        return groups;
    }
}
