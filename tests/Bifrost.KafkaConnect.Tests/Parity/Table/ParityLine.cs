using System.Text.RegularExpressions;
using Bifrost.KafkaConnect.Tests.Parity.Cases;

namespace Bifrost.KafkaConnect.Tests.Parity.Table;

/// <summary>A line of <c>parity.md</c>.</summary>
/// <param name="Avro">What is otherwise with Avro; empty for nothing.</param>
/// <param name="Said">Rules of the findings that <c>render</c> prints for the table; empty for none.</param>
internal sealed partial record ParityLine(string Case, string Source, string KafkaSnapshot, string KafkaStream, string Avro, string EmbeddedSnapshot, string EmbeddedStream, string Said)
{
    private const int LongestSource = 160;

    public static ParityLine Of(ParityCase one, Measured json, Measured avro, Measured embedded, string said) => new(
        one.Name, SourceOf(one), json.Snapshot.Text, json.Stream.Text, Otherwise(json, avro), embedded.Snapshot.Text, embedded.Stream.Text, said);

    public static string Otherwise(Measured json, Measured avro) =>
        json == avro ? "" : avro.Snapshot.Text == avro.Stream.Text ? avro.Snapshot.Text : $"snapshot {avro.Snapshot.Text}; stream {avro.Stream.Text}";

    /// <exception cref="FormatException">The line has not as many cells as this has.</exception>
    public static ParityLine Parse(string line)
    {
        var cells = Bar().Split(line.Trim().Trim('|')).Select(static cell => cell.Trim().Replace(@"\|", "|", StringComparison.Ordinal)).ToArray();
        return cells is [var name, var source, var snapshot, var stream, var avro, var embeddedSnapshot, var embeddedStream, var said]
            ? new ParityLine(name, source, snapshot, stream, avro, embeddedSnapshot, embeddedStream, said)
            : throw new FormatException($"{cells.Length} cells: {line}");
    }

    public override string ToString() =>
        "| " + string.Join(" | ", new[] { Case, Source, KafkaSnapshot, KafkaStream, Avro, EmbeddedSnapshot, EmbeddedStream, Said }.Select(static cell => cell.Trim().Replace("|", @"\|", StringComparison.Ordinal))) + " |";

    private static string SourceOf(ParityCase one)
    {
        var text = Blanks().Replace(one.Shown ?? string.Join("; ", one.Changes), " ");
        return $"`{(text.Length > LongestSource ? text[..LongestSource] + "…" : text)}`";
    }

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
