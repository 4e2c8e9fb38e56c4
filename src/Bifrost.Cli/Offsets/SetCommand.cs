using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Status;
using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;
using Bifrost.Postgres.Source;
using Bifrost.Replication.Changes;

namespace Bifrost.Cli.Offsets;

/// <summary>Sets offsets of a stopped connector: partitions of a sink, the position of a source, or what a file of the form that <c>offsets get --output json</c> prints holds.</summary>
internal sealed class SetCommand : Verb
{
    private readonly Argument<string> _name;
    private readonly Argument<string[]> _partitions;
    private readonly Option<string?> _lsn;
    private readonly Option<string?> _json;
    private readonly Option<string?> _from;
    private readonly StopOption _stop;

    public SetCommand() : base("set", "Change offsets of a stopped connector; partitions that are not named stay",
        "bifrost offsets set mjolnir-sink thor.raw.portes:0=1200 --stop", "bifrost offsets set thor-source --lsn 0/16B3748", "bifrost offsets set mjolnir-sink --from offsets.json")
    {
        _name = Take(ConnectorArguments.One(this, "The connector's name"));
        _partitions = Take(new Argument<string[]>("partitions") { Description = "Of a sink: topic:partition=offset, or =none to forget it", Arity = ArgumentArity.ZeroOrMore });
        _lsn = Take(new Option<string?>("--lsn") { Description = "Position of a source, or of a sink on the embedded worker, as PostgreSQL writes it", HelpName = "LSN" });
        _json = Take(new Option<string?>("--json") { Description = "Offsets as JSON: {\"offsets\": [{\"partition\": {…}, \"offset\": {…}}]}", HelpName = "TEXT" });
        _from = Take(new Option<string?>("--from") { Description = "File that holds such JSON", HelpName = "PATH" });
        _stop = StopOption.AddTo(this);
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var name = invocation.Value(_name)!;
        var given = Given(invocation);
        using var client = invocation.OpenCluster();
        var offsets = given ?? await AtLsnAsync(invocation, client, name, cancellation).ConfigureAwait(false);
        return await _stop.ChangeAsync(invocation, client, name, () => client.AlterOffsetsAsync(name, offsets, cancellation), cancellation).ConfigureAwait(false);
    }

    /// <summary>What the command line says by itself; null for <c>--lsn</c>, which needs the cluster.</summary>
    private ConnectorOffsets? Given(Invocation invocation)
    {
        var (partitions, lsn, json, from) = (invocation.Value(_partitions)!, invocation.Value(_lsn), invocation.Value(_json), invocation.Value(_from));
        if (new[] { partitions.Length > 0, lsn is not null, json is not null, from is not null }.Count(static given => given) != 1)
            throw new CommandException("Say what the offsets shall be in one way: topic:partition=offset, --lsn, --json or --from.", ExitCode.Usage);
        if (partitions.Length > 0)
            return new ConnectorOffsets([.. partitions.Select(OffsetChange.OfPartition)]);
        if (from is not null)
            return OffsetChange.OfJson(OffsetChange.ReadFile(invocation.Resolve(from)), from);
        return json is null ? null : OffsetChange.OfJson(json, "--json");
    }

    private async Task<ConnectorOffsets> AtLsnAsync(Invocation invocation, IConnectClient client, string name, CancellationToken cancellation)
    {
        var connector = await client.FindConnectorAsync(name, cancellation).ConfigureAwait(false)
            ?? throw ConnectorFaults.Unknown(name, client.Endpoint, await client.ListConnectorsAsync(cancellation).ConfigureAwait(false));
        if (connector.Type == ConnectorType.Source && Lsn.TryParse(invocation.Value(_lsn), out var lsn))
            await RequireReachedAsync(invocation, name, lsn, cancellation).ConfigureAwait(false);
        var current = await client.GetOffsetsAsync(name, cancellation).ConfigureAwait(false);
        var isEmbedded = await client.FindStreamsAsync(cancellation).ConfigureAwait(false) is not null;
        return OffsetChange.AtLsn(invocation.Value(_lsn)!, connector, current, isEmbedded);
    }

    /// <summary>Kafka Connect takes any position, and a source would silently skip every change up to one that its database has not reached.</summary>
    private static async Task RequireReachedAsync(Invocation invocation, string name, Lsn lsn, CancellationToken cancellation)
    {
        var project = ClusterConnection.IsUrl(invocation.ClusterName) ? null : BifrostProject.Load(invocation);
        if (project is null || StatusSession.Source(project, invocation, name) is not { } source)
            return;
        if (await SourceWal.EndAsync(source, cancellation).ConfigureAwait(false) is var end && lsn > end)
            throw new CommandException($"{lsn} is beyond the end of the log of {source.Database}, which is {end}: every change until then would be skipped.");
    }
}
