using System.Globalization;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Providers;
using Bifrost.Replication.Engine;
using Bifrost.Topology;

namespace Bifrost.Cli.Report;

/// <summary>A target's database with the login that builds its star, and reads it.</summary>
internal static class StarDatabase
{
    /// <param name="target">One with a login for models.</param>
    /// <exception cref="UnresolvedReferenceException">A field leads nowhere.</exception>
    /// <exception cref="CommandException">The port is no number.</exception>
    public static DatabaseEndpoint Of(BifrostProject project, Target target)
    {
        var (at, login, resolve) = (target.Connection, target.Models!, (Func<string, string>)project.References.ResolveWithDefaults);
        if (!int.TryParse(resolve(at.Port), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            throw ReportFaults.NoPort(target.Name, at.Port);
        var endpoint = new DatabaseEndpoint(resolve(at.Host), port, resolve(at.Database), resolve(login.User), resolve(login.Password));
        return endpoint with
        {
            SslMode = at.SslMode is { } mode ? resolve(mode) : endpoint.SslMode,
            SslRootCertificate = at.SslRootCert is { } certificate ? resolve(certificate) : null,
        };
    }
}
