using System.CommandLine;
using System.Globalization;
using Bifrost.Analytics.Profile;
using Bifrost.Analytics.Run;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Topology;

namespace Bifrost.Cli.Models;

/// <summary>The options that name targets, and the targets that they name.</summary>
internal sealed class ModelTargets
{
    public Option<string[]> Names { get; } = new("--target", "-t") { Description = "The targets, by name", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };

    public Option<bool> All { get; } = new("--all") { Description = "Every target that has a login for models" };

    /// <summary>The targets that were named, in the order of the topology.</summary>
    /// <exception cref="CommandException">None is named, one is unknown, or has no login for models.</exception>
    public IReadOnlyList<Target> Chosen(Invocation invocation, BifrostTopology topology)
    {
        var able = DbtProfile.TargetsOf(topology);
        var names = invocation.Value(Names) ?? [];
        if (invocation.Value(All))
            return names.Length > 0 ? throw ModelsUsage.NameAndAll() : able.Count > 0 ? able : throw ModelsUsage.NoLogin([]);
        if (names.Length == 0)
            throw ModelsUsage.NoTarget(able);
        var unknown = names.Where(name => topology.Targets.All(target => target.Name != name)).ToList();
        if (unknown.Count > 0)
            throw ModelsUsage.Unknown(unknown[0], topology);
        var without = names.Except(able.Select(static target => target.Name)).ToList();
        return without.Count > 0 ? throw ModelsUsage.NoLogin(without) : [.. able.Where(target => names.Contains(target.Name))];
    }

    /// <summary>A target as its login for models sees it.</summary>
    public static ModelsTarget Of(BifrostProject project, Target target)
    {
        var (connection, references) = (target.Connection, project.References);
        var port = references.ResolveWithDefaults(connection.Port);
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new CommandException($"The port of the target {target.Name}, {connection.Port}, is not a number once it is resolved.");
        var database = new Replication.Engine.DatabaseEndpoint(
            references.ResolveWithDefaults(connection.Host), number, references.ResolveWithDefaults(connection.Database),
            references.ResolveWithDefaults(target.Models!.User), references.ResolveWithDefaults(target.Models.Password));
        return new(target.Name, database with
        {
            SslMode = connection.SslMode is { } mode ? references.ResolveWithDefaults(mode) : database.SslMode,
            SslRootCertificate = connection.SslRootCert is { } certificate ? references.ResolveWithDefaults(certificate) : null,
        });
    }
}
