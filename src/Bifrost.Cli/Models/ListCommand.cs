using System.Globalization;
using Bifrost.Analytics.Plan;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Models;

/// <summary>A relation of the plan.</summary>
/// <param name="Tests">Names of the tests that read it.</param>
internal sealed record ListedModel(string Name, string Kind, string Relation, IReadOnlyList<string> DependsOn, IReadOnlyList<string> Tests, string? Description);

/// <summary>Names what is built, in the order of building.</summary>
internal sealed class ListCommand() : Verb("list", "List the models and seeds in the order in which they are built", "bifrost models list", "bifrost models list --output json")
{
    public override Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var plan = CompiledModels.Load().Plan;
        var models = plan.Relations.Select(relation => new ListedModel(
            relation.Name, relation.Kind.ToString().ToLowerInvariant(), relation.Shown, relation.DependsOn,
            [.. plan.Tests.Where(test => test.DependsOn.Contains(relation.Name)).Select(static test => test.Name)], relation.Description?.Trim())).ToList();
        invocation.Results.Write(models, static models => Table.Of(models,
            ("Model", static model => model.Name),
            ("Kind", static model => model.Kind),
            ("Relation", static model => model.Relation),
            ("Tests", static model => model.Tests.Count.ToString(CultureInfo.InvariantCulture)),
            ("What it is", static model => model.Description?.Split('\n')[0])));
        return Task.FromResult(ExitCode.Fine);
    }
}
