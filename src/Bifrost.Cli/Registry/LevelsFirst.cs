using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Registry;

/// <summary>What <c>bifrost apply --registry</c> does before it deploys: the first schema of a subject is then registered under the level that the topology asks for.</summary>
internal static class LevelsFirst
{
    /// <exception cref="CommandException">The cluster's converter has no registry, or the topology says no level.</exception>
    public static async Task SetAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var registry = RegistryConnection.Open(invocation, justThis: true);
        var wanted = registry.Converter.Compatibility ?? throw RegistryFaults.NoLevel(registry.Cluster.Name);
        var levels = new SubjectLevels(registry.Client);
        var before = await levels.ReadAsync(await SubjectLevels.SubjectsAsync(registry, cancellation).ConfigureAwait(false), wanted, cancellation).ConfigureAwait(false);
        await levels.ApplyAsync(before, cancellation).ConfigureAwait(false);
        foreach (var row in before.Where(static row => row.IsOtherwise()))
            invocation.Messages.Info($"{row.Subject}: compatibility {row.Level} -> {wanted}");
    }
}
