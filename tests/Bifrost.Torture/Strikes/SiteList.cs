namespace Bifrost.Torture.Strikes;

/// <summary>All sites.</summary>
internal static class SiteList
{
    public static readonly IReadOnlyList<Site> All =
        [.. ProcessStrikes.Sites, .. PointStrikes.Sites, .. SnapshotStrikes.Sites, .. ServerStrikes.Sites, .. ConnectionStrikes.Sites, .. StallStrikes.Sites, .. DiskStrikes.Sites, .. SlotRefusals.Sites, .. RestoreRefusals.Sites];
}
