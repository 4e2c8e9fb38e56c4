using System.CommandLine;
using Bifrost.Cli.Shell;
using Bifrost.Etl.Extract;
using Bifrost.Etl.Rejects;

namespace Bifrost.Cli.Etl;

/// <summary>Loads published files into the source.</summary>
internal sealed class RunCommand : Verb
{
    private readonly Option<string[]> _input;
    private readonly Option<string?> _rejects;
    private readonly Option<string> _maxRejects;
    private readonly Option<decimal> _maxDeletes;

    public RunCommand() : base("run", "Clean published SINARM files and load them into the source: only what differs is changed",
        "bifrost etl run --input OCORRENCIAS_2024.csv", "bifrost etl run --input earlier.csv.gz --input later.csv.gz --max-rejects 0.5%")
    {
        _input = Take(new Option<string[]>("--input", "-i")
        {
            Description = "A folder, a .csv or .csv.gz file, or an http(s) URL; given several times, loaded in that order",
            HelpName = "DIR|FILE|URL",
            Required = true,
        });
        _rejects = Take(new Option<string?>("--rejects")
        {
            Description = "Where the rejected lines go when there is one file; default: etl/<file>.rejects.csv in the state folder",
            HelpName = "FILE",
        });
        _maxRejects = Take(new Option<string>("--max-rejects")
        {
            Description = "Rejected rows of a file, as a count or a percentage, beyond which nothing is loaded",
            HelpName = "N|N%",
            DefaultValueFactory = static _ => "1%",
        });
        _maxDeletes = Take(new Option<decimal>("--max-deletes")
        {
            Description = "Percentage of a year's rows that a file may delete",
            HelpName = "PERCENT",
            DefaultValueFactory = static _ => 50,
        });
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var limit = Limit(invocation.Value(_maxRejects)!);
        var rejects = invocation.Value(_rejects) is { } path ? invocation.Resolve(path) : null;
        using var inputs = await InputSet.FindAsync(invocation.Value(_input)!.Select(input => Loading.Located(input, invocation)), cancellation).ConfigureAwait(false);
        if (rejects is not null && inputs.Files.Count > 1)
            throw new CommandException($"--rejects names one file, but there are {inputs.Files.Count} inputs. Leave it out: each then has its own.", ExitCode.Usage);
        return await Loading.RunAsync(invocation, inputs.Files, options => options with
        {
            MaxRejects = limit,
            RejectFile = rejects,
            MaxDeletesPercent = invocation.Value(_maxDeletes),
        }, cancellation).ConfigureAwait(false);
    }

    private static RejectLimit Limit(string text)
    {
        try
        {
            return RejectLimit.Parse(text);
        }
        catch (FormatException e)
        {
            throw new CommandException($"--max-rejects: {e.Message}", ExitCode.Usage, e);
        }
    }
}
