namespace Bifrost.Torture;

/// <summary>Lets things run for a while between two strikes: the while is what is random about a kill.</summary>
internal static class Rest
{
    public static async Task ForAsync(TimeSpan time)
    {
        using var ticks = new PeriodicTimer(time);
        await ticks.WaitForNextTickAsync();
    }
}
