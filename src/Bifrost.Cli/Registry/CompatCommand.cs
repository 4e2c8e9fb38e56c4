using System.CommandLine;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Registry;

namespace Bifrost.Cli.Registry;

/// <summary>Shows the compatibility levels of the topology's subjects, and sets them as the topology says.</summary>
internal sealed class CompatCommand : Verb
{
    private readonly Option<bool> _apply;
    private readonly Option<bool> _global;
    private readonly Option<string?> _level;

    public CompatCommand() : base("compat", "Show how new schemas must fit those before them, or set it as the topology says (converters.NAME.compatibility)",
        "bifrost registry compat", "bifrost registry compat --apply", "bifrost registry compat --apply --global --level full")
    {
        _apply = Take(new Option<bool>("--apply") { Description = "Set what differs; without it nothing is changed" });
        _global = Take(new Option<bool>("--global") { Description = "The registry's level for subjects that have none of their own, instead of the topology's subjects" });
        _level = Take(new Option<string?>("--level") { Description = "The level that is wanted, instead of the topology's", HelpName = "LEVEL" });
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var registry = RegistryConnection.Open(invocation);
        var apply = invocation.Value(_apply);
        var wanted = Level(invocation) ?? registry.Converter.Compatibility ?? (apply ? throw RegistryFaults.NoLevel(registry.Cluster.Name) : null);
        var levels = new SubjectLevels(registry.Client);
        var rows = invocation.Value(_global)
            ? [await levels.ReadGlobalAsync(wanted, cancellation).ConfigureAwait(false)]
            : await levels.ReadAsync(await SubjectLevels.SubjectsAsync(registry, cancellation).ConfigureAwait(false), wanted, cancellation).ConfigureAwait(false);
        if (apply)
            rows = await levels.ApplyAsync(rows, cancellation).ConfigureAwait(false);
        invocation.Results.Write(rows, static found => Table.Of(found,
            ("Subject", static one => one.Subject ?? "(the registry's)"), ("Level", static one => one.Level), ("From", static one => one.From), ("Wanted", static one => one.Wanted ?? "-"), ("", static one => one.Note)) with
        { WhenEmpty = "The registry has no subjects of this topology." });
        return rows.Any(static one => one.IsOtherwise()) ? ExitCode.Differs : ExitCode.Fine;
    }

    private string? Level(Invocation invocation)
    {
        var level = invocation.Value(_level)?.ToUpperInvariant();
        return level is null || CompatibilityLevels.All.Contains(level) ? level : throw RegistryFaults.UnknownLevel(invocation.Value(_level)!, CompatibilityLevels.All);
    }
}
