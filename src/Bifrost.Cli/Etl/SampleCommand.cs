using System.CommandLine;
using Bifrost.Cli.Shell;
using Bifrost.Etl.Sample;

namespace Bifrost.Cli.Etl;

/// <summary>Loads the files that the program carries.</summary>
internal sealed class SampleCommand : Verb
{
    private readonly Option<IssueOfSample> _issue;

    public SampleCommand() : base("sample", "Load the sample's files into the source: first as they were first issued, then as they were re-issued",
        "bifrost etl sample --issue first", "bifrost etl sample --issue second") =>
        _issue = Take(new Option<IssueOfSample>("--issue")
        {
            Description = "Which issue of the files",
            HelpName = "first|second",
            DefaultValueFactory = static _ => IssueOfSample.First,
        });

    public override Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation) =>
        Loading.RunAsync(invocation, SampleIssue.FilesFor(invocation.Value(_issue)), static options => options, cancellation);
}
