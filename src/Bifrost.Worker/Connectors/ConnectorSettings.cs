using Bifrost.Connect.Providers;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Routing;
using Bifrost.Worker.Routing;

namespace Bifrost.Worker.Connectors;

/// <summary>From the JSON configurations of connectors to what the replication engine runs. What the worker runs and what <c>verify</c> compares come from here alike.</summary>
public static class ConnectorSettings
{
    /// <summary>One sink that follows one source.</summary>
    /// <param name="source">The source's configuration as written, its <c>name</c> in it, references unresolved.</param>
    /// <param name="sink">The sink's, likewise.</param>
    /// <exception cref="ConnectorConfigException">A configuration cannot be carried out.</exception>
    /// <exception cref="UnresolvedReferenceException">A reference leads nowhere.</exception>
    public static ConnectorPair ForPair(IReadOnlyDictionary<string, string> source, IReadOnlyDictionary<string, string> sink, ReferenceResolver resolver)
    {
        var sourceValues = new ConfigValues(resolver.ResolveAll(source));
        var sinkValues = new ConfigValues(resolver.ResolveAll(sink));
        var sinkSettings = SinkConfig.Parse(NameOf(sink), sinkValues);
        var sourceSettings = SourceConfig.Parse(NameOf(source), sourceValues);
        var router = new PairRouter(
            SourceSide.Parse(sourceValues),
            SinkSide.Parse(sinkSettings.Connector, sinkValues, SinkConfig.DefaultSchema(sinkValues), sourceSettings.TopicPrefix));
        return new ConnectorPair(sourceSettings, sinkSettings, router, [.. router.Warnings()]);
    }

    /// <summary>A source by itself: its settings and what it captures.</summary>
    /// <exception cref="ConnectorConfigException">The configuration cannot be carried out.</exception>
    /// <exception cref="UnresolvedReferenceException">A reference leads nowhere.</exception>
    public static (SourceSettings Settings, ITableRouter Capture) ForSource(IReadOnlyDictionary<string, string> source, ReferenceResolver resolver)
    {
        var values = new ConfigValues(resolver.ResolveAll(source));
        return (SourceConfig.Parse(NameOf(source), values), new CaptureRouter(SourceSide.Parse(values)));
    }

    /// <summary>A sink by itself: where it writes, and as whom.</summary>
    /// <exception cref="ConnectorConfigException">The configuration cannot be carried out.</exception>
    /// <exception cref="UnresolvedReferenceException">A reference leads nowhere.</exception>
    public static SinkSettings ForSink(IReadOnlyDictionary<string, string> sink, ReferenceResolver resolver) =>
        SinkConfig.Parse(NameOf(sink), new ConfigValues(resolver.ResolveAll(sink)));

    /// <summary>Checks what can be said of a sink without a source.</summary>
    /// <exception cref="ConnectorConfigException">The configuration cannot be carried out.</exception>
    /// <exception cref="UnresolvedReferenceException">A reference leads nowhere.</exception>
    public static void CheckSink(IReadOnlyDictionary<string, string> sink, ReferenceResolver resolver)
    {
        var values = new ConfigValues(resolver.ResolveAll(sink));
        SinkConfig.Parse(NameOf(sink), values);
        SinkSide.Parse(NameOf(sink), values, SinkConfig.DefaultSchema(values), topicPrefix: "");
    }

    /// <summary>The sink reads something of the source, or may: with regular expressions for tables or topics a source is followed rather than missed.</summary>
    /// <exception cref="ConnectorConfigException">A configuration cannot be carried out.</exception>
    public static bool Follows(IReadOnlyDictionary<string, string> source, IReadOnlyDictionary<string, string> sink, ReferenceResolver resolver)
    {
        var side = SourceSide.Parse(new ConfigValues(resolver.ResolveAll(source)));
        return new SinkSubscription(new ConfigValues(resolver.ResolveAll(sink))).MayRead(side.Capture, side.Transforms);
    }

    private static string NameOf(IReadOnlyDictionary<string, string> config) =>
        config.GetValueOrDefault("name") is { Length: > 0 } name ? name : throw ConnectorConfigException.Missing("name");
}

/// <param name="Warnings">What a user should know of the transforms, as sentences.</param>
public sealed record ConnectorPair(SourceSettings Source, SinkSettings Sink, ITableRouter Router, IReadOnlyList<string> Warnings);
