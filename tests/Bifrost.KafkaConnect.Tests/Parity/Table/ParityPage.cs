using Bifrost.Testing.CommandLine;

namespace Bifrost.KafkaConnect.Tests.Parity.Table;

/// <summary><c>parity.md</c>: what each case came to on each engine, as it was measured.</summary>
internal static class ParityPage
{
    private const string Head =
        """
        # Parity: every case on both engines, as measured

        Written by the tests of this folder, never by hand; a test fails where it is not as measured. The templates' defaults, tables made beforehand by `bifrost schema create` unless
        a line says otherwise, PostgreSQL 15 on both sides, Debezium 3.6.0 and its JDBC sink on Kafka 4.3.0 with the JSON converter; with Avro (Apicurio) where that is otherwise.

        right: every value's text is the source's. **altered**: every task runs, and the replica is not as the source is. fails: the task stopped, with its last cause. –: not reached.
        `render` says: the rules of the findings that are printed before anything is deployed on Kafka Connect.

        | case | source | Kafka: snapshot | Kafka: stream | with Avro otherwise | embedded: snapshot | embedded: stream | `render` says |
        | --- | --- | --- | --- | --- | --- | --- | --- |
        """;

    public static string Path => System.IO.Path.Combine(BifrostFolder.RepositoryRoot(), "tests", "Bifrost.KafkaConnect.Tests", "Parity", "parity.md");

    public static string Of(IEnumerable<ParityLine> lines) => Head.ReplaceLineEndings("\n") + "\n" + string.Concat(lines.Select(static line => line + "\n"));

    /// <summary>The committed lines, by case.</summary>
    public static IReadOnlyDictionary<string, ParityLine> Committed()
    {
        var text = File.Exists(Path) ? File.ReadAllLines(Path) : [];
        return text.Where(static line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2).Select(ParityLine.Parse).ToDictionary(static line => line.Case);
    }
}
