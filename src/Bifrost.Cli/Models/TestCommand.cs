using Bifrost.Analytics.Run;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Models;

/// <summary>Tests the star schema in replicas as it stands.</summary>
internal sealed class TestCommand() : ModelsVerb("test", "Test the models in targets as they stand; exit code 1 when one fails", "bifrost models test --all", "bifrost models test --target mjolnir --select fct_occurrences")
{
    protected override RunSelection Selection(Invocation invocation, IReadOnlyList<string> names) => new(names, Build: false);
}
