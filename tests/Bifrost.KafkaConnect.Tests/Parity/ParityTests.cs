using Bifrost.KafkaConnect.Tests.Parity.Cases;
using Bifrost.KafkaConnect.Tests.Parity.Run;
using Bifrost.KafkaConnect.Tests.Parity.Table;
using Bifrost.Templates.Findings;

namespace Bifrost.KafkaConnect.Tests.Parity;

/// <summary>Every case on every engine against <c>parity.md</c>, which <c>BIFROST_ACCEPT=1</c> writes from what was measured.</summary>
public sealed class ParityTests
{
    private static readonly bool Accepts = Environment.GetEnvironmentVariable("BIFROST_ACCEPT") == "1";

    private static readonly Lazy<IReadOnlyDictionary<string, ParityLine>> Committed = new(ParityPage.Committed);

    private static IEnumerable<string> Names => ParityCases.All.Select(static one => one.Name);

    [OneTimeSetUp]
    public static async Task WriteWhereAccepted()
    {
        await ParityRun.BeginAllAsync();
        if (Accepts)
            await File.WriteAllTextAsync(ParityPage.Path, await MeasuredPageAsync());
    }

    [Test]
    public async Task The_page_is_as_measured() => (await File.ReadAllTextAsync(ParityPage.Path)).ShouldBe(await MeasuredPageAsync());

    [TestCaseSource(nameof(Names))]
    public async Task On_Kafka_Connect_a_case_comes_to_what_the_page_says(string name)
    {
        var measured = (await ParityRun.Of(ParityEngine.KafkaJson)).Cases[name];
        (measured.Snapshot.Text, measured.Stream.Text).ShouldBe((Committed.Value[name].KafkaSnapshot, Committed.Value[name].KafkaStream));
    }

    [TestCaseSource(nameof(Names))]
    public async Task On_the_embedded_worker_a_case_is_right_or_refused_as_the_page_says(string name)
    {
        var measured = (await ParityRun.Of(ParityEngine.Embedded)).Cases[name];
        measured.IsSilent.ShouldBeFalse($"{measured.Snapshot.Text}; {measured.Stream.Text}");
        (measured.Snapshot.Text, measured.Stream.Text).ShouldBe((Committed.Value[name].EmbeddedSnapshot, Committed.Value[name].EmbeddedStream));
    }

    [TestCaseSource(nameof(Names))]
    public async Task With_Avro_a_case_comes_to_what_the_page_says(string name)
    {
        var (json, avro) = (await ParityRun.Of(ParityEngine.KafkaJson), await ParityRun.Of(ParityEngine.KafkaAvro));
        ParityLine.Otherwise(json.Cases[name], avro.Cases[name]).ShouldBe(Committed.Value[name].Avro);
    }

    [Test]
    public async Task What_Kafka_Connect_does_not_carry_is_said_at_render([Values("KafkaJson", "KafkaAvro")] string engine)
    {
        var run = await ParityRun.Of(Enum.Parse<ParityEngine>(engine));
        ParityCases.All.Where(one => !one.Unforeseen && !run.Cases[one.Name].IsRight && run.Said.About(one).Count == 0).Select(static one => one.Name).ShouldBeEmpty();
    }

    [Test]
    public async Task No_error_is_said_of_what_arrives_right([Values("KafkaJson", "KafkaAvro")] string engine)
    {
        var run = await ParityRun.Of(Enum.Parse<ParityEngine>(engine));
        ParityCases.All.Where(one => run.Cases[one.Name].IsRight && run.Said.About(one).Any(static finding => finding.Severity == FindingSeverity.Error))
            .Select(one => $"{one.Name}: {run.Said.TextOf(one)}").ShouldBeEmpty();
    }

    private static async Task<string> MeasuredPageAsync()
    {
        await Task.WhenAll(ParityRun.Of(ParityEngine.Embedded), ParityRun.Of(ParityEngine.KafkaJson));
        var (json, avro, embedded) = (await ParityRun.Of(ParityEngine.KafkaJson), await ParityRun.Of(ParityEngine.KafkaAvro), await ParityRun.Of(ParityEngine.Embedded));
        return ParityPage.Of(ParityCases.All.Select(one => ParityLine.Of(one, json.Cases[one.Name], avro.Cases[one.Name], embedded.Cases[one.Name], Said(one, json, avro))));
    }

    private static string Said(ParityCase one, ParityRun json, ParityRun avro)
    {
        var (said, other) = (json.Said.TextOf(one), avro.Said.TextOf(one));
        return said == other ? said : string.Join("; ", new[] { said, $"with Avro {(other.Length == 0 ? "nothing" : other)}" }.Where(static text => text.Length > 0));
    }
}
