namespace Bifrost.Integration.Tests.Engine;

internal static class WaitingExtensions
{
    /// <summary>Waits for what is expected, and fails at once with the sink's own failure should the sink end first.</summary>
    public static async Task OrEndOf(this Task expected, RunningSink sink)
    {
        if (await Task.WhenAny(expected, sink.Ended) == sink.Ended)
            await sink.Ended;
        await expected;
    }
}
