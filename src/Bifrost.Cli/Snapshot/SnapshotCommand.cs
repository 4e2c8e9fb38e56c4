using System.CommandLine;
using System.Globalization;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Contracts;
using Bifrost.Postgres.Signals;
using Bifrost.Postgres.Source;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Signals;
using Bifrost.Topology;
using TopologySource = Bifrost.Topology.Source;

namespace Bifrost.Cli.Snapshot;

/// <summary>Asks a source's connector, by a Debezium signal, to copy tables again.</summary>
internal sealed class SnapshotCommand : Verb
{
    private readonly Argument<string[]> _tables;
    private readonly Option<string?> _source;
    private readonly Option<bool> _incremental;
    private readonly Option<bool> _blocking;
    private readonly Option<string?> _where;
    private readonly Option<SignalChannel> _channel;
    private readonly Option<bool> _stop;
    private readonly Option<bool> _pause;
    private readonly Option<bool> _resume;
    private readonly Option<bool> _noWait;
    private readonly Option<int> _timeout;

    public SnapshotCommand() : base("snapshot", "Copy tables to the targets again, by a Debezium signal: rows that a replica lost, or never got, come back",
        "bifrost snapshot raw.portes", "bifrost snapshot 'raw.*' --where \"uf = 'SP'\"", "bifrost snapshot raw.portes --cluster kafka --blocking", "bifrost snapshot --stop")
    {
        _tables = Take(new Argument<string[]>("tables") { Description = "Tables, as schema.table; * stands for any characters", Arity = ArgumentArity.ZeroOrMore });
        _source = Take(new Option<string?>("--source") { Description = "The source, by its name in the topology; the only one where there is one", HelpName = "NAME" });
        _incremental = Take(new Option<bool>("--incremental") { Description = "In chunks, while the stream goes on (unless told otherwise)" });
        _blocking = Take(new Option<bool>("--blocking") { Description = "At one go; on Kafka Connect the stream waits meanwhile" });
        _where = Take(new Option<string?>("--where") { Description = "Copy only rows that this SQL condition holds for", HelpName = "SQL" });
        _channel = Take(new Option<SignalChannel>("--channel") { Description = "Where the signal is written: table (unless told otherwise) or kafka, the topic that the topology names", HelpName = "CHANNEL" });
        _stop = Take(new Option<bool>("--stop") { Description = "End what was asked for and is not done: of the named tables, or all" });
        _pause = Take(new Option<bool>("--pause") { Description = "Let what was asked for and is not done wait" });
        _resume = Take(new Option<bool>("--resume") { Description = "Go on with what was paused" });
        _noWait = Take(new Option<bool>("--no-wait") { Description = "Return when the signal is written" });
        _timeout = Take(Timeouts.Option(300));
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var project = BifrostProject.Load(invocation);
        Check(invocation);
        var source = SourceOf(invocation, project.Topology);
        var signals = source.Signals ?? throw SnapshotFaults.NoSignals(source.Name);
        var tables = await TablesAsync(invocation, project, source, cancellation).ConfigureAwait(false);
        var row = RowOf(invocation, tables);
        var channel = invocation.Value(_channel);
        await RequireListenerAsync(invocation, project, source, channel, cancellation).ConfigureAwait(false);
        var place = await new SignalSender(invocation, project, source, signals).SendAsync(channel, row, cancellation).ConfigureAwait(false);
        invocation.Messages.Info($"Signal {row.Id} ({row.Type}) was written to {place}.");
        var answers = await AnswersAsync(invocation, project, source, row, cancellation).ConfigureAwait(false);
        var report = new SnapshotReport(row.Id, row.Type, source.Name, channel.ToString().ToLowerInvariant(), place, [.. tables.Select(static table => table.ToString())], answers);
        invocation.Results.Write(report, static one => Shown(one));
        return answers.All(static answer => answer.State is "done") ? ExitCode.Fine : ExitCode.Fault;
    }

    private void Check(Invocation invocation)
    {
        if (new[] { _stop, _pause, _resume }.Count(invocation.Value) > 1)
            throw SnapshotFaults.OneOf("--stop, --pause and --resume");
        if (invocation.Value(_incremental) && invocation.Value(_blocking))
            throw SnapshotFaults.OneOf("--incremental and --blocking");
        if (invocation.Value(_where) is { } where)
        {
            if (IsOrder(invocation))
                throw SnapshotFaults.NotWithWhere();
            if (where.Contains(';', StringComparison.Ordinal))
                throw SnapshotFaults.Semicolon();
        }

        if (invocation.Value(_tables) is not { Length: > 0 } && !IsOrder(invocation))
            throw SnapshotFaults.NoTables();
    }

    private bool IsOrder(Invocation invocation) => invocation.Value(_stop) || invocation.Value(_pause) || invocation.Value(_resume);

    private TopologySource SourceOf(Invocation invocation, BifrostTopology topology)
    {
        var names = topology.Sources.Select(static one => one.Name).ToList();
        if (invocation.Value(_source) is { } name)
            return topology.Sources.FirstOrDefault(one => one.Name == name) ?? throw SnapshotFaults.NoSource(name, names);
        return topology.Sources.Count == 1 ? topology.Sources[0] : throw SnapshotFaults.WhichSource(names);
    }

    /// <summary>The captured tables that were named, as the source has them now.</summary>
    private async Task<IReadOnlyList<TableName>> TablesAsync(Invocation invocation, BifrostProject project, TopologySource source, CancellationToken cancellation)
    {
        if (invocation.Value(_tables) is not { Length: > 0 } given)
            return [];
        var (settings, capture) = TopologyConnectors.Of(project, invocation).Source(source.ConnectorName);
        var captured = (await new PostgresSourceReader(invocation.Terminal.Time).ReadTablesAsync(settings, capture.IsCaptured, cancellation).ConfigureAwait(false)).Select(static one => one.Table.Name).ToList();
        return [.. given.SelectMany(name => captured.Where(table => Wildcard.Matches(name, table.ToString())).ToList() is { Count: > 0 } found
            ? found
            : throw SnapshotFaults.NoTable(name, source.Name, [.. captured.Select(static table => table.ToString()).Order(StringComparer.Ordinal)])).Distinct().OrderBy(static table => table.ToString(), StringComparer.Ordinal)];
    }

    private SignalRow RowOf(Invocation invocation, IReadOnlyList<TableName> tables)
    {
        // 40 letters: Debezium's own example of the table gives an id 42.
        var id = $"bifrost-{Guid.NewGuid():N}";
        var kind = invocation.Value(_blocking) ? SnapshotKind.Blocking : SnapshotKind.Incremental;
        return invocation.Value(_stop) ? new SignalRow(id, "stop-snapshot", SignalText.Stop(tables))
            : invocation.Value(_pause) ? new SignalRow(id, "pause-snapshot", SignalText.Stop([]))
            : invocation.Value(_resume) ? new SignalRow(id, "resume-snapshot", SignalText.Stop([]))
            : new SignalRow(id, SignalReader.ExecuteSnapshot, SignalText.Execute(kind, tables, invocation.Value(_where)));
    }

    /// <summary>A signal that nobody reads now would be carried out when nobody expects it any longer, or never.</summary>
    private static async Task RequireListenerAsync(Invocation invocation, BifrostProject project, TopologySource source, SignalChannel channel, CancellationToken cancellation)
    {
        using var client = invocation.OpenCluster(project);
        var running = await client.FindConnectorAsync(source.ConnectorName, cancellation).ConfigureAwait(false) ?? throw SnapshotFaults.NotDeployed(source.ConnectorName, invocation.ClusterName);
        var key = channel == SignalChannel.Kafka ? "signal.kafka.topic" : "signal.data.collection";
        if (running.Config.GetValueOrDefault(key) is not { Length: > 0 })
            throw SnapshotFaults.NotListening(source.ConnectorName, key, invocation.ClusterName);
        if (await client.FindStatusAsync(source.ConnectorName, cancellation).ConfigureAwait(false) is { Connector.State: not ConnectorState.Running and var state })
            throw SnapshotFaults.NotRunning(source.ConnectorName, state.ToString().ToUpperInvariant());
    }

    private async Task<IReadOnlyList<SinkAnswer>> AnswersAsync(Invocation invocation, BifrostProject project, TopologySource source, SignalRow row, CancellationToken cancellation)
    {
        if (project.ClusterNamed(invocation.ClusterName).Kind != ClusterKind.Embedded)
        {
            invocation.Messages.Info($"Debezium tells of its progress in the worker's log, and an incremental snapshot by rows in {source.Signals!.Table}: one to open and one to close each window. "
                + $"`bifrost status --cluster {invocation.ClusterName}` shows when the sinks have caught up, `bifrost verify --cluster {invocation.ClusterName}` whether the rows are right.");
            return [];
        }

        return invocation.Value(_noWait) ? [] : await SnapshotAnswers.Of(project, invocation, source.ConnectorName, row.Id).WaitAsync(TimeSpan.FromSeconds(invocation.Value(_timeout)), cancellation).ConfigureAwait(false);
    }

    private static Table Shown(SnapshotReport report) => Table.Of(report.Sinks,
        ("Sink", static one => one.Sink), ("State", static one => one.State), ("Rows", static one => one.Rows?.ToString(CultureInfo.InvariantCulture) ?? "-"), ("What", static one => one.Note)) with
    {
        WhenEmpty = $"Asked for: {(report.Tables.Count == 0 ? report.Type : string.Join(", ", report.Tables))}.",
    };
}

/// <summary>Where a signal is written.</summary>
internal enum SignalChannel
{
    Table,
    Kafka,
}
