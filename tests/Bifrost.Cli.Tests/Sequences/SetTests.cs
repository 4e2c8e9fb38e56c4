using Bifrost.Cli.Sequences;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;
using Bifrost.Postgres.Sequences;

namespace Bifrost.Cli.Tests.Sequences;

public sealed class SetTests
{
    private static readonly SequenceLine[] Lines =
    [
        new("raw.orders_id_seq", "raw.orders_id_seq", 1, 251, SequenceOutcome.Set), new("raw.lines_id_seq", "raw.lines_id_seq", 7, 7, SequenceOutcome.Equal),
        new("raw.invoices", "raw.invoices", 900, 800, SequenceOutcome.Ahead), new("raw.tickets", null, null, 12, SequenceOutcome.Missing),
    ];

    [TestCase(false, "sequences-set")]
    [TestCase(true, "sequences-set-dry-run")]
    public void What_was_set_is_said_and_what_was_not_with_the_reason(bool dryRun, string expectation)
    {
        var report = new SetReport(dryRun, [new TargetSequences("mjolnir", Lines, null), new TargetSequences("loki", [], "it speaks mysql, and only PostgreSQL's sequences are set."), new TargetSequences("storm", [], null)]);
        Expectation.Holds(expectation, string.Join('\n', SetLines.Of(report)) + "\n");
    }

    [Test]
    public async Task A_target_that_the_topology_does_not_have_is_told_before_anything_is_asked()
    {
        using var project = new ScratchProject();
        var run = await project.RunAsync("sequences", "set", "--target", "mjolnr");
        run.Exit.ShouldBe(ExitCode.Usage);
        run.Error.ShouldContain("The topology has no target 'mjolnr'; did you mean 'mjolnir'? It has: mjolnir.");
    }
}
