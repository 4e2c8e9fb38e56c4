using Bifrost.Cli.Shell;
using Bifrost.Topology;

namespace Bifrost.Cli.Models;

/// <summary>The wording of what is wrong with how models were asked for.</summary>
internal static class ModelsUsage
{
    public static CommandException NoTarget(IReadOnlyList<Target> able) => new(
        $"Which target? Name it with --target, or give --all.{(able.Count > 0 ? $" Models can be built on: {string.Join(", ", able.Select(static target => target.Name))}." : "")}", ExitCode.Usage);

    public static CommandException NameAndAll() => new("--all and --target name different things; give one of them.", ExitCode.Usage);

    public static CommandException Unknown(string name, BifrostTopology topology)
    {
        var known = topology.Targets.Select(static target => target.Name).ToList();
        var nearest = NearestName.Of(name, known);
        return new($"The topology has no target '{name}'{(nearest is null ? "" : $"; did you mean '{nearest}'?")} It has: {string.Join(", ", known)}.", ExitCode.Usage);
    }

    public static CommandException NoLogin(IReadOnlyList<string> targets) => new(targets.Count == 0
        ? "No target of the topology has a login for models. Add one: targets.<name>.models: { user: ${env:…}, password: ${env:…} }; `bifrost up` makes it."
        : $"{string.Join(", ", targets)} {(targets.Count == 1 ? "has" : "have")} no login for models, or {(targets.Count == 1 ? "is" : "are")} not PostgreSQL. "
            + $"Add it: targets.{targets[0]}.models: {{ user: ${{env:…}}, password: ${{env:…}} }}; `bifrost up` makes it.");

    public static CommandException UnknownEngine(string word) => new($"--with {word}: give dbt or sql.", ExitCode.Usage);
}
