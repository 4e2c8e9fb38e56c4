namespace Bifrost.KafkaConnect.Tests.Parity.Cases;

/// <summary>Every row of <c>parity.md</c>, in its order.</summary>
internal static class ParityCases
{
    public static IReadOnlyList<ParityCase> All { get; } =
        [.. ScalarTypes.All, .. OtherTypes.All, .. ArrayTypes.All, .. OddValues.All, .. RowCases.All, .. TableCases.All, .. SinkMadeTables.All];

    /// <summary>SQL that every database of the cases begins with.</summary>
    public static string Groundwork => TableCases.Schemas + OtherTypes.Definitions;
}
