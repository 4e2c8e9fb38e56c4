using System.CommandLine;
using System.Text.Json;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Contracts;

namespace Bifrost.Cli.Offsets;

/// <summary>Sets offsets of a stopped connector from a file of the form that <c>offsets get --output json</c> prints.</summary>
internal sealed class SetCommand : Verb
{
    private readonly Argument<string> _name;
    private readonly Option<string> _from;

    public SetCommand() : base("set", "Change offsets of a stopped connector; partitions that are not named stay", "bifrost offsets set mjolnir-sink --from offsets.json")
    {
        _name = Take(ConnectorArguments.One(this, "The connector's name"));
        _from = Take(new Option<string>("--from") { Description = "File that holds {\"offsets\": [{\"partition\": {…}, \"offset\": {…}}]}", HelpName = "PATH", Required = true });
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var offsets = Read(invocation.Resolve(invocation.Value(_from)!));
        using var client = invocation.OpenCluster();
        var name = invocation.Value(_name)!;
        await StoppedConnector.RequireAsync(client, name, cancellation).ConfigureAwait(false);
        var message = await client.AlterOffsetsAsync(name, offsets, cancellation).ConfigureAwait(false);
        invocation.Results.WriteLines(new MessageBody(message), static body => [body.Message]);
        return ExitCode.Fine;
    }

    private static ConnectorOffsets Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ConnectorOffsets>(File.ReadAllText(path)) is { Offsets.Count: > 0 } offsets
                ? offsets
                : throw new CommandException($"{path} holds no offsets. `bifrost offsets get NAME --output json` prints the form.");
        }
        catch (JsonException e)
        {
            throw new CommandException($"{path}:{e.LineNumber + 1}: this is not the JSON of offsets. `bifrost offsets get NAME --output json` prints the form.", inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be read: {e.Message}", inner: e);
        }
    }
}
