using System.Globalization;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Replication.Engine;

namespace Bifrost.Cli.Etl;

/// <summary>Where the loads go: the topology's <c>etl</c> login on its source's host, port and database.</summary>
internal static class EtlTarget
{
    /// <exception cref="CommandException">The topology has no <c>etl</c>, or a port that is no number.</exception>
    public static DatabaseEndpoint Of(BifrostProject project)
    {
        if (project.Topology.Etl is not { } etl)
            throw new CommandException("The topology has no `etl`: name the source to load, and the user and password of the loader, there.");
        var source = project.Topology.Sources.First(source => source.Name == etl.Source).Connection;
        var port = project.References.ResolveWithDefaults(source.Port);
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new CommandException($"The port of the source {etl.Source}, {source.Port}, is not a number once it is resolved.");
        var endpoint = new DatabaseEndpoint(
            project.References.ResolveWithDefaults(source.Host), number, project.References.ResolveWithDefaults(source.Database),
            project.References.ResolveWithDefaults(etl.User), project.References.ResolveWithDefaults(etl.Password));
        return endpoint with
        {
            SslMode = source.SslMode is { } mode ? project.References.ResolveWithDefaults(mode) : endpoint.SslMode,
            SslRootCertificate = source.SslRootCert is { } certificate ? project.References.ResolveWithDefaults(certificate) : null,
        };
    }
}
