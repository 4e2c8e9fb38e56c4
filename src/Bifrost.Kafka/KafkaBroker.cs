using Bifrost.Kafka.Native;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Bifrost.Kafka;

/// <summary>
/// The few questions that are asked of a Kafka broker itself, because Kafka Connect does not answer them. Nothing is connected before the first call, and every call is bounded
/// by <see cref="Limit"/>; each fails with <see cref="BrokerException"/> only. No call creates a topic but <see cref="CreateTopicsAsync"/>.
/// </summary>
public sealed class KafkaBroker : IDisposable
{
    /// <summary>Enough for a broker across an ocean; one that is down is named within it.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(5);

    private readonly ClientConfig _settings;
    private readonly BrokerLog _log = new();
    private readonly Lazy<IConsumer<Ignore, Ignore>> _consumer;
    private readonly Lazy<IAdminClient> _admin;

    /// <param name="bootstrap"><c>host:port</c>, several separated by commas.</param>
    /// <param name="settings">More of librdkafka's settings, such as <c>security.protocol</c>; null for none.</param>
    public KafkaBroker(string bootstrap, IReadOnlyDictionary<string, string>? settings = null, TimeSpan? limit = null)
    {
        Bootstrap = bootstrap;
        Limit = limit ?? DefaultLimit;
        _settings = new ClientConfig((settings ?? new Dictionary<string, string>()).ToDictionary()) { BootstrapServers = bootstrap, ClientId = "bifrost" };
        _consumer = new(() => Logged(new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig(_settings) { GroupId = "bifrost", EnableAutoCommit = false })).Build());
        _admin = new(() => new DependentAdminClientBuilder(_consumer.Value.Handle).Build());
    }

    public string Bootstrap { get; }

    public TimeSpan Limit { get; }

    /// <summary>Every topic that the broker shows, by name.</summary>
    public Task<IReadOnlyList<TopicInfo>> ListTopicsAsync(CancellationToken cancellation) => AskAsync("Listing topics", IReadOnlyList<TopicInfo> () =>
    [
        .. _admin.Value.GetMetadata(Limit).Topics.Where(static topic => !topic.Error.IsError)
            .Select(static topic => new TopicInfo(topic.Topic, topic.Partitions.Count, topic.Partitions.Select(static partition => partition.Replicas.Length).DefaultIfEmpty().Max()))
            .OrderBy(static topic => topic.Name, StringComparer.Ordinal),
    ], cancellation);

    /// <summary>Begin and end of every partition of those of <paramref name="topics"/> that are there, in order; a topic that is not there has none.</summary>
    public async Task<IReadOnlyList<PartitionEnds>> ReadEndsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellation)
    {
        var partitions = (await ListTopicsAsync(cancellation).ConfigureAwait(false)).Where(topic => topics.Contains(topic.Name))
            .SelectMany(static topic => Enumerable.Range(0, topic.Partitions).Select(partition => new TopicPartition(topic.Name, partition))).ToList();
        if (partitions.Count == 0)
            return [];
        return await AskAsync("Reading offsets", IReadOnlyList<PartitionEnds> () => [.. partitions.Select(Ends)], cancellation).ConfigureAwait(false);
    }

    /// <summary>Creates what is missing; a topic that is there stays as it is, whatever its settings.</summary>
    /// <returns>The names of those created.</returns>
    public async Task<IReadOnlyList<string>> CreateTopicsAsync(IReadOnlyCollection<NewTopic> topics, CancellationToken cancellation)
    {
        var present = (await ListTopicsAsync(cancellation).ConfigureAwait(false)).Select(static topic => topic.Name).ToHashSet(StringComparer.Ordinal);
        var missing = topics.Where(topic => !present.Contains(topic.Name)).ToList();
        if (missing.Count == 0)
            return [];
        return await AskAsync($"Creating {string.Join(", ", missing.Select(static topic => topic.Name))}", IReadOnlyList<string> () => Create(missing), cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes one record and waits until every in-sync replica has it. A topic that is not there is refused: a producer would make the broker create it, and nobody would read it.</summary>
    public async Task<ProducedRecord> ProduceAsync(string topic, string key, string value, CancellationToken cancellation)
    {
        if (!(await ListTopicsAsync(cancellation).ConfigureAwait(false)).Any(one => one.Name == topic))
            throw BrokerException.Refused(Bootstrap, $"Writing to {topic}", "there is no such topic");
        return await AskAsync($"Writing to {topic}", () => Produce(topic, new Message<string, string> { Key = key, Value = value }, cancellation), cancellation).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (_admin.IsValueCreated)
            _admin.Value.Dispose();
        if (_consumer.IsValueCreated)
            _consumer.Value.Dispose();
    }

    private ProducedRecord Produce(string topic, Message<string, string> message, CancellationToken cancellation)
    {
        using var producer = Logged(new ProducerBuilder<string, string>(new ProducerConfig(_settings) { Acks = Acks.All, MessageTimeoutMs = (int)Limit.TotalMilliseconds })).Build();
        var written = producer.ProduceAsync(topic, message, cancellation).GetAwaiter().GetResult();
        return new ProducedRecord(written.Topic, written.Partition.Value, written.Offset.Value);
    }

    private List<string> Create(IReadOnlyList<NewTopic> topics)
    {
        try
        {
            _admin.Value.CreateTopicsAsync(topics.Select(static topic => new TopicSpecification
            {
                Name = topic.Name,
                NumPartitions = topic.Partitions ?? -1,
                ReplicationFactor = topic.ReplicationFactor ?? -1,
                Configs = topic.Config?.ToDictionary(),
            }), new CreateTopicsOptions { RequestTimeout = Limit, OperationTimeout = Limit }).GetAwaiter().GetResult();
            return [.. topics.Select(static topic => topic.Name)];
        }
        // Two that create the same topic at once both have what they wanted.
        catch (CreateTopicsException e) when (e.Results.TrueForAll(static result => !result.Error.IsError || result.Error.Code == ErrorCode.TopicAlreadyExists))
        {
            return [.. e.Results.Where(static result => !result.Error.IsError).Select(static result => result.Topic)];
        }
        catch (CreateTopicsException e)
        {
            throw BrokerException.Refused(Bootstrap, "Creating topics", string.Join("; ", e.Results.Where(static result => result.Error.IsError).Select(static result => $"{result.Topic}: {result.Error.Reason}")), e);
        }
    }

    private PartitionEnds Ends(TopicPartition partition)
    {
        var offsets = _consumer.Value.QueryWatermarkOffsets(partition, Limit);
        return new PartitionEnds(partition.Topic, partition.Partition.Value, offsets.Low.Value, offsets.High.Value);
    }

    /// <summary>The library's calls block, so each has a thread of its own for as long as it lasts.</summary>
    private async Task<T> AskAsync<T>(string what, Func<T> ask, CancellationToken cancellation)
    {
        Librdkafka.Require();
        try
        {
            return await Task.Run(ask, cancellation).WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or TypeInitializationException)
        {
            throw BrokerException.NoLibrary(e);
        }
        catch (KafkaException e) when (e.Error.IsLocalError && _log.LastFailure is { } failure && failure.Contains("SASL authentication error", StringComparison.Ordinal))
        {
            throw BrokerException.Denied(Bootstrap, failure, _settings.SaslMechanism is SaslMechanism.ScramSha256 or SaslMechanism.ScramSha512 ? Librdkafka.WithoutScram : null, e);
        }
        catch (KafkaException e) when (e.Error.IsLocalError)
        {
            throw BrokerException.Unreachable(Bootstrap, _log.LastFailure ?? e.Error.Reason, e);
        }
        catch (KafkaException e)
        {
            throw BrokerException.Refused(Bootstrap, what, e.Error.Reason, e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw BrokerException.Refused(Bootstrap, what, e.Message, e);
        }
    }

    private ConsumerBuilder<Ignore, Ignore> Logged(ConsumerBuilder<Ignore, Ignore> builder) => builder.SetLogHandler((_, entry) => _log.Take(entry)).SetErrorHandler(static (_, _) => { });

    private ProducerBuilder<string, string> Logged(ProducerBuilder<string, string> builder) => builder.SetLogHandler((_, entry) => _log.Take(entry)).SetErrorHandler(static (_, _) => { });
}
