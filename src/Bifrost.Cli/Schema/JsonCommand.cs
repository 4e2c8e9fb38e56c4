using System.CommandLine;
using Bifrost.Cli.Shell;
using Bifrost.Topology;

namespace Bifrost.Cli.Schema;

/// <summary>Prints the JSON schema by which editors complete and check a topology.</summary>
internal sealed class JsonCommand : Verb
{
    private readonly Option<string?> _to;

    public JsonCommand() : base("json", "Print the JSON schema of bifrost.yml, for editors", "bifrost schema json --to bifrost.schema.json") =>
        _to = Take(new Option<string?>("--to") { Description = "File to write; stdout unless given", HelpName = "PATH" });

    public override Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        if (invocation.Value(_to) is { } path)
            Write(invocation.Resolve(path));
        else
            invocation.Results.WriteText(TopologySchema.Write());
        return Task.FromResult(ExitCode.Fine);
    }

    private static void Write(string path)
    {
        try
        {
            TopologySchema.Write(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be written: {e.Message}", inner: e);
        }
    }
}
