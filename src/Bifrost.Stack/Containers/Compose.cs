using System.Text.RegularExpressions;
using Bifrost.Stack.Processes;

namespace Bifrost.Stack.Containers;

/// <summary>The compose command, for one project: <c>docker compose</c> where the plugin is there, else <c>docker-compose</c>.</summary>
/// <param name="command">The program and its first arguments.</param>
/// <param name="files">The compose file and its overrides.</param>
/// <param name="variables">What the files refer to, and Docker's own.</param>
internal sealed partial class Compose(IReadOnlyList<string> command, string project, IReadOnlyList<string> files, IReadOnlyDictionary<string, string> variables)
{
    /// <summary>The first with <c>depends_on</c> by health in files without a version.</summary>
    private static readonly Version Oldest = new(1, 29);

    /// <summary>Every profile at once: services are named in each call.</summary>
    private const string Profiles = "kafka,cluster,worker,ui";

    /// <summary>How compose is called here, and its version.</summary>
    /// <exception cref="StackException">There is none, or an old one.</exception>
    public static async Task<(IReadOnlyList<string> Command, Version Version)> FindAsync(DockerEngine engine, CancellationToken cancellation)
    {
        var plugin = await engine.TryAsync(["compose", "version", "--short"], cancellation).ConfigureAwait(false);
        if (plugin.Code == 0 && VersionIn(plugin.Output) is { } found)
            return (["docker", "compose"], found);
        var old = await TryProgramAsync(engine, cancellation).ConfigureAwait(false);
        if (old is not { Code: 0 } || VersionIn(old.Output) is not { } version)
            throw StackException.ComposeNotFound();
        return version >= Oldest ? (["docker-compose"], version) : throw StackException.ComposeTooOld(version, Oldest);
    }

    /// <summary>Names of every service that the files have.</summary>
    public async Task<IReadOnlyList<string>> ServicesAsync(CancellationToken cancellation)
    {
        var run = await RunAsync(["config", "--services"], cancellation).ConfigureAwait(false);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>Names of the services that overrides add to these profiles.</summary>
    public async Task<IReadOnlyList<string>> AddedAsync(string profiles, CancellationToken cancellation)
    {
        var first = await new Compose(command, project, [files[0]], variables).ServicesAsync(cancellation).ConfigureAwait(false);
        // The one list that heeds profiles in 1.29, too.
        var run = await RunAsync(["config", "--hash", "*"], cancellation, profiles).ConfigureAwait(false);
        return [.. Hashed().Matches(run.Output).Select(static match => match.Groups[1].Value).Except(first)];
    }

    public Task BuildAsync(string service, CancellationToken cancellation) => RunAsync(["build", service], cancellation);

    /// <summary>Makes and starts what is not there or was made of other settings; returns when all that they depend on is healthy.</summary>
    public async Task<ProgramRun> TryUpAsync(IReadOnlyList<string> services, CancellationToken cancellation) =>
        await TryAsync(["up", "--detach", "--no-build", .. services], cancellation).ConfigureAwait(false);

    private async Task<ProgramRun> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation, string profiles = Profiles)
    {
        var run = await TryAsync(arguments, cancellation, profiles).ConfigureAwait(false);
        return run.Code == 0 ? run : throw StackException.ComposeFailed(string.Join(' ', arguments.Take(2)), EndOf(run.Output));
    }

    private Task<ProgramRun> TryAsync(IReadOnlyList<string> arguments, CancellationToken cancellation, string profiles = Profiles) => ProgramRun.OfAsync(
        command[0],
        [.. command.Skip(1), "--project-name", project, .. files.SelectMany(static file => new[] { "--file", file }), .. arguments],
        cancellation,
        new Dictionary<string, string>(variables, StringComparer.Ordinal) { ["COMPOSE_PROFILES"] = profiles });

    private static async Task<ProgramRun?> TryProgramAsync(DockerEngine engine, CancellationToken cancellation)
    {
        try
        {
            return await ProgramRun.OfAsync("docker-compose", ["version", "--short"], cancellation, engine.Variables).ConfigureAwait(false);
        }
        catch (StackException)
        {
            return null;
        }
    }

    public static Version? VersionIn(string output) => Number().Match(output) is { Success: true } match ? Version.Parse(match.Value) : null;

    /// <summary>A build says a lot; what went wrong stands at its end.</summary>
    public static string EndOf(string output) => string.Join('\n', output.Split('\n').Select(static line => line.TrimEnd()).Where(static line => line.Length > 0).TakeLast(15));

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(\S+) [0-9a-f]{64}\r?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Hashed();
}
