using System.CommandLine;
using Bifrost.Analytics.Run;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Models;

/// <summary>Builds and tests the star schema in replicas.</summary>
internal sealed class RunCommand : ModelsVerb
{
    private readonly Option<bool> _full;

    public RunCommand() : base("run", "Build the models in targets and test them; exit code 1 when one fails", "bifrost models run --all", "bifrost models run --target mjolnir --with sql --select dim_months") =>
        _full = Take(new Option<bool>("--full") { Description = "Make every table anew, also where only rows have changed" });

    protected override RunSelection Selection(Invocation invocation, IReadOnlyList<string> names) => new(names, Full: invocation.Value(_full));
}
