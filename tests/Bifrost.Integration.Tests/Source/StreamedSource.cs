using System.Text;
using System.Threading.Channels;
using Bifrost.Postgres.Source;
using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Source;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Source;

/// <summary>A source database with a publication and a slot, and what comes out of the slot.</summary>
internal sealed class StreamedSource : IAsyncDisposable
{
    private readonly List<CancellationTokenSource> _readers = [];
    private readonly List<Task> _reading = [];

    private StreamedSource(ScratchDatabase database, StreamLimits limits, Failpoints? failpoints)
    {
        Database = database;
        Reader = new PostgresSourceReader(TimeProvider.System, limits) { Failpoints = failpoints ?? new Failpoints() };
        Settings = new SourceSettings
        {
            Connector = "source", Database = database.Endpoint, TopicPrefix = "test", SlotName = database.Name, PublicationName = "bifrost_test",
            StatusInterval = TimeSpan.FromMilliseconds(200),
        };
    }

    public ScratchDatabase Database { get; }

    public PostgresSourceReader Reader { get; }

    public SourceSettings Settings { get; set; }

    public string Slot => Database.Name;

    /// <summary>Where the slot begins.</summary>
    public Lsn Start { get; private set; }

    public static async Task<StreamedSource> CreateAsync(string tables, StreamLimits? limits = null, TestServer? server = null, Failpoints? failpoints = null)
    {
        var database = await (server ?? await TestServer.Shared).CreateDatabaseAsync();
        var source = new StreamedSource(database, limits ?? new StreamLimits { IdleInterval = TimeSpan.FromMilliseconds(50), DropPatience = TimeSpan.FromMilliseconds(500) }, failpoints);
        await database.ExecuteAsync(tables);
        await database.ExecuteAsync("create publication bifrost_test for all tables");
        source.Start = await source.Reader.Slots.CreateAsync(source.Settings, source.Slot, default);
        return source;
    }

    /// <summary>Reads the slot until disposed of; the events wait in the channel.</summary>
    /// <param name="with">Another reader than the source's.</param>
    /// <param name="slot">Another slot of the database.</param>
    public (IChangeSource Stream, ChannelReader<SourceEvent> Events) Read(Lsn after, PostgresSourceReader? with = null, string? slot = null)
    {
        var stream = (with ?? Reader).OpenStream(Settings, slot ?? Slot);
        var events = Channel.CreateUnbounded<SourceEvent>();
        var stop = new CancellationTokenSource();
        _readers.Add(stop);
        _reading.Add(Task.Run(async () =>
        {
            try
            {
                await foreach (var item in stream.ReadAsync(after, stop.Token))
                    await events.Writer.WriteAsync(item);
            }
            catch (Exception e)
            {
                events.Writer.TryComplete(e);
            }
        }));
        return (stream, events.Reader);
    }

    public async Task StopReadersAsync()
    {
        foreach (var stop in _readers)
            await stop.CancelAsync();
        await Task.WhenAll(_reading);
        _readers.Clear();
        _reading.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await StopReadersAsync();
        await Database.DisposeAsync();
    }

    /// <summary>The next transaction; idle positions before it are passed over.</summary>
    public static async Task<SourceTransaction> NextAsync(ChannelReader<SourceEvent> events)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            while (true)
            {
                if (await events.ReadAsync(limit.Token) is TransactionCommitted { Transaction: var transaction })
                    return transaction;
            }
        }
        catch (ChannelClosedException e) when (e.InnerException is { } ended)
        {
            throw ended;
        }
    }

    /// <summary>The changes of a transaction as one line each.</summary>
    public static string[] Print(SourceTransaction transaction) => [.. transaction.Changes.Select(Print)];

    private static string Print(Change change) => change switch
    {
        RowInserted c => $"I {c.Relation.Table} {Print(c.New)}",
        RowUpdated { Old: null } c => $"U {c.Relation.Table} {Print(c.New)}",
        RowUpdated c => $"U {c.Relation.Table} {c.OldImage} {Print(c.Old!)} -> {Print(c.New)}",
        RowDeleted c => $"D {c.Relation.Table} {c.OldImage} {Print(c.Old)}",
        TablesTruncated c => $"T {string.Join(",", c.Relations.Select(static r => r.Table.Name))}{(c.Cascade ? " cascade" : "")}{(c.RestartIdentity ? " restart" : "")}",
        LogicalMessage c => $"M {c.Prefix} {Encoding.UTF8.GetString(c.Content.Span)}",
        _ => throw new InvalidOperationException(change.GetType().Name),
    };

    private static string Print(ColumnValue[] row) => "(" + string.Join(",", row.Select(static v => v.Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Missing => "missing",
        _ => Encoding.UTF8.GetString(v.Bytes.Span),
    })) + ")";
}
