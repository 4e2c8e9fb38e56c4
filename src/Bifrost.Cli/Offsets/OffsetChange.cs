using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bifrost.Cli.Lag;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Contracts;
using Bifrost.Replication.Changes;

namespace Bifrost.Cli.Offsets;

/// <summary>Offsets as they are given on the command line, in the form that Connect takes.</summary>
internal static partial class OffsetChange
{
    /// <summary>Debezium goes on from <c>lsn_proc</c> where it is there, and skips up to <c>lsn_commit</c>: all say the same place.</summary>
    private static readonly string[] Positions = ["lsn", "lsn_proc", "lsn_commit"];

    /// <param name="text"><c>topic:partition=offset</c>, or <c>=none</c> to forget the partition.</param>
    public static ConnectorOffset OfPartition(string text)
    {
        var parts = Assignment().Match(text);
        if (!parts.Success)
            throw new CommandException($"'{text}' is not topic:partition=offset, such as thor.raw.portes:0=1200; =none forgets the partition's offset.", ExitCode.Usage);
        var partition = Map((OffsetValues.Topic, parts.Groups["topic"].Value), (OffsetValues.Partition, int.Parse(parts.Groups["partition"].Value, CultureInfo.InvariantCulture)));
        return new ConnectorOffset(partition, parts.Groups["offset"].Value == "none" ? null : Map((OffsetValues.Offset, long.Parse(parts.Groups["offset"].Value, CultureInfo.InvariantCulture))));
    }

    /// <summary>What is there, moved to one position: a source's own, or, on the embedded worker, a sink's.</summary>
    /// <param name="current">As the cluster has them.</param>
    public static ConnectorOffsets AtLsn(string text, ConnectorInfo connector, ConnectorOffsets current, bool isEmbedded)
    {
        if (!Lsn.TryParse(text, out var lsn))
            throw new CommandException($"'{text}' is no LSN; it is written as PostgreSQL does: 16/B374D848.", ExitCode.Usage);
        if (connector.Type == ConnectorType.Sink)
            return !isEmbedded
                ? throw new CommandException($"'{connector.Name}' is a sink: on Kafka its offsets are those of topics. Give topic:partition=offset instead of --lsn.", ExitCode.Usage)
                : current.Offsets is { Count: > 0 } rows
                    ? new ConnectorOffsets([.. rows.Select(row => row with { Offset = Map((OffsetValues.Offset, (long)lsn.Value)) })])
                    : throw new CommandException($"'{connector.Name}' has no position yet, so there is none to move: it has read nothing.");
        var server = Map(("server", connector.Config.GetValueOrDefault("topic.prefix", connector.Name)));
        var row = current.Offsets is [{ } first, ..] ? first : new ConnectorOffset(server, null);
        var offset = (row.Offset ?? new Dictionary<string, JsonElement>()).ToDictionary(StringComparer.Ordinal);
        foreach (var position in Positions.Where(position => position == OffsetValues.Lsn || offset.ContainsKey(position)))
            offset[position] = JsonSerializer.SerializeToElement((long)lsn.Value);
        return new ConnectorOffsets([row with { Offset = offset }]);
    }

    /// <param name="where">The file's name, or the option's.</param>
    public static ConnectorOffsets OfJson(string json, string where)
    {
        try
        {
            return JsonSerializer.Deserialize<ConnectorOffsets>(json) is { Offsets.Count: > 0 } offsets
                ? offsets
                : throw new CommandException($"{where} holds no offsets. `bifrost offsets get NAME --output json` prints the form.");
        }
        catch (JsonException e)
        {
            throw new CommandException($"{where}:{e.LineNumber + 1}: this is not the JSON of offsets. `bifrost offsets get NAME --output json` prints the form.", inner: e);
        }
    }

    public static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be read: {e.Message}", inner: e);
        }
    }

    private static Dictionary<string, JsonElement> Map(params (string Name, object Value)[] values) =>
        values.ToDictionary(static value => value.Name, static value => JsonSerializer.SerializeToElement(value.Value), StringComparer.Ordinal);

    [GeneratedRegex(@"^(?<topic>[A-Za-z0-9._-]+):(?<partition>[0-9]{1,9})=(?<offset>[0-9]{1,18}|none)$")]
    private static partial Regex Assignment();
}
