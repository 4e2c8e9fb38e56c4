using System.CommandLine;
using Bifrost.Bench;
using Bifrost.Bench.Contenders.Kafka;
using Bifrost.Bench.Measuring;
using Bifrost.Bench.Workloads;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Stack;
using Bifrost.Postgres;
using Bifrost.Stack.Kafka;

namespace Bifrost.Cli.Bench;

/// <summary>Measures the engine beside PostgreSQL's own logical replication and, where asked to, Debezium with Kafka, and the load of files beside COPY, on servers of its own.</summary>
internal sealed class BenchCommand : Verb
{
    private const string All = "all";

    private const string Kafka = "kafka";

    private static readonly string[] Names = [.. Enum.GetNames<Workload>().Select(static name => name.ToLowerInvariant()), All];

    private readonly Option<long> _rows;
    private readonly Option<int> _runs;
    private readonly Option<string[]> _workloads;
    private readonly Option<string?> _with;
    private readonly KafkaHomeOption _kafkaHome = new();
    private readonly Option<bool> _clean;

    public BenchCommand() : base("bench", "Measure replication to two replicas beside PostgreSQL's own, and the load of files beside COPY, on servers made for it", "bifrost bench --rows 100000 --runs 3", "bifrost bench --workload snapshot --output json", "bifrost bench --with kafka --kafka-home ~/kafka_2.13-4.3.0")
    {
        _rows = Take(new Option<long>("--rows") { Description = "Rows of the snapshot and of the load (etl); the other workloads have their sizes from it", HelpName = "N", DefaultValueFactory = static _ => BenchPlan.DefaultRows });
        _runs = Take(new Option<int>("--runs") { Description = "Times that everything is measured; the figures are medians", HelpName = "N", DefaultValueFactory = static _ => BenchPlan.DefaultRuns });
        _workloads = Take(new Option<string[]>("--workload") { Description = $"What is measured, may be given several times: {string.Join(", ", Names)}", HelpName = "NAME", DefaultValueFactory = static _ => [All] });
        _with = Take(new Option<string?>("--with") { Description = $"One more contender: {Kafka} for Debezium, a broker, Kafka Connect and JDBC sinks, started for it", HelpName = "NAME" });
        Take(_kafkaHome.Option);
        _clean = Take(new Option<bool>("--clean") { Description = "Measure nothing: only stop and delete what a benchmark that was killed has left, as each start does" });
        _workloads.AcceptOnlyFromAmong(Names);
        _with.AcceptOnlyFromAmong(Kafka);
        _rows.Validators.Add(static result => AtLeast(result, BenchPlan.LeastRows));
        _runs.Validators.Add(static result => AtLeast(result, 1));
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var plan = new BenchPlan(invocation.Value(_rows), invocation.Value(_runs), Chosen(invocation.Value(_workloads)!));
        // Before anything is started, or tidied up: what is wrong with the request is said at once.
        var kafka = invocation.Value(_with) is null || invocation.Value(_clean) ? null : await FindKafkaAsync(invocation, plan, cancellation).ConfigureAwait(false);
        foreach (var folder in await BenchLeftovers.RemoveAsync(cancellation).ConfigureAwait(false))
            invocation.Messages.Info($"Removed {folder}, with its servers: the benchmark that made it was killed.");
        if (invocation.Value(_clean))
            return ExitCode.Fine;
        var replicas = plan.Replications.Count > 0 ? 2 : 0;
        invocation.Messages.Info(replicas > 0 ? "Starting three PostgreSQL servers …" : "Starting a PostgreSQL server …");
        var (stack, servers) = await BenchStack.StartAsync(replicas, cancellation).ConfigureAwait(false);
        await using var _ = stack.ConfigureAwait(false);
        var time = invocation.Terminal.Time;
        if (kafka is not null)
            servers = servers with { Kafka = await BenchKafkaStack.StartAsync(stack.Folder, kafka, servers, new StackSteps(invocation.Messages), cancellation).ConfigureAwait(false) };
        var report = await new Benchmark(() => new PostgresEngine(time), EtlLoad.In(stack.Folder, time), time).RunAsync(servers, plan, new Lines(invocation), cancellation).ConfigureAwait(false);
        invocation.Results.Write(report, BenchTables.Of);
        return report.Equal ? ExitCode.Fine : ExitCode.Differs;
    }

    private async Task<KafkaProgram> FindKafkaAsync(Invocation invocation, BenchPlan plan, CancellationToken cancellation)
    {
        if (plan.Workloads.All(static workload => workload.WhyNotOnKafka() is not null))
            throw new CommandException($"--with {Kafka}: Kafka takes part in nothing that is to be measured. {string.Concat(plan.Workloads.Select(static workload => $"{workload}: {workload.WhyNotOnKafka()}. "))}Add --workload snapshot, or leave --with away.", ExitCode.Usage);
        var program = await _kafkaHome.FindAsync(invocation, $"--with {Kafka}", cancellation).ConfigureAwait(false);
        program.Home.Require(BenchKafka.Classes);
        return program;
    }

    private static IReadOnlyList<Workload> Chosen(string[] names) => names.Contains(All)
        ? Enum.GetValues<Workload>()
        : [.. names.Distinct().Select(static name => Enum.Parse<Workload>(name, ignoreCase: true)).Order()];

    private static void AtLeast(System.CommandLine.Parsing.OptionResult result, long least)
    {
        if (result.Tokens is [{ Value: { } text }] && long.TryParse(text, out var value) && value < least)
            result.AddError($"{result.Option.Name} must be at least {least}, but is {value}.");
    }

    private sealed class Lines(Invocation invocation) : IBenchProgress
    {
        public void Measured(Measurement measurement) => invocation.Messages.Info(BenchTables.Line(measurement));
    }
}
