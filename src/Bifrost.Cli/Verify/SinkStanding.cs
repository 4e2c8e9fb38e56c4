using Bifrost.Connect.Client;
using Bifrost.Connect.Health;

namespace Bifrost.Cli.Verify;

/// <summary>Asks the cluster whether a sink has failed while its target is waited for. A cluster that does not answer says nothing: a comparison needs none.</summary>
internal sealed class SinkStanding(IConnectClient client, TimeProvider time)
{
    /// <summary>A target is looked at ten times a second; its sink's state need not be.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (long At, string? Sentence)> _known = new(StringComparer.Ordinal);

    /// <summary>What was said of sinks that have failed.</summary>
    public IEnumerable<string> Failures => _known.Values.Select(static one => one.Sentence).OfType<string>();

    /// <returns>Null while it may still move on.</returns>
    public async Task<string?> WhyStoppedAsync(string sink, CancellationToken cancellation)
    {
        if (_known.TryGetValue(sink, out var known) && time.GetElapsedTime(known.At) < Pause)
            return known.Sentence;
        var sentence = await AskAsync(sink, cancellation).ConfigureAwait(false);
        _known[sink] = (time.GetTimestamp(), sentence);
        return sentence;
    }

    private async Task<string?> AskAsync(string sink, CancellationToken cancellation)
    {
        try
        {
            var health = ConnectorHealth.Of(sink, await client.FindStatusAsync(sink, cancellation).ConfigureAwait(false), null);
            return health.Level == HealthLevel.Failed ? $"{sink} has FAILED: {health.Reason} Mend it, and restart it with `bifrost restart {sink} --failed`." : null;
        }
        catch (ConnectException)
        {
            return null;
        }
    }
}
