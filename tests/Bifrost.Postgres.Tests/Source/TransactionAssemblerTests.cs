using Bifrost.Postgres.Source;
using Bifrost.Postgres.Tests.Wire;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;

namespace Bifrost.Postgres.Tests.Source;

public sealed class TransactionAssemblerTests
{
    private static readonly string[] Transaction =
    [
        CapturedMessages.Begin, CapturedMessages.TypeOfMood, CapturedMessages.RelationT, CapturedMessages.Insert, CapturedMessages.UpdateWithToastGap,
        CapturedMessages.UpdateOfKey, CapturedMessages.DeleteByKey, CapturedMessages.LogicalMessage, CapturedMessages.Commit,
    ];

    [Test]
    public void A_spilled_transaction_is_the_same_as_one_in_memory_each_time_it_is_read()
    {
        var inMemory = Assemble(new TransactionAssembler(Path.GetTempPath(), long.MaxValue), Transaction).ShouldNotBeNull();
        var spilled = Assemble(new TransactionAssembler(Path.GetTempPath(), 1), Transaction).ShouldNotBeNull();
        using var changes = spilled.Changes.ShouldBeOfType<SpilledChanges>();
        for (var reading = 0; reading < 2; reading++)
            changes.Select(Print).ShouldBe(inMemory.Changes.Select(Print));
        spilled.Changes.Count.ShouldBe(5);
        spilled.Bytes.ShouldBe(inMemory.Bytes);
    }

    [Test]
    public void A_transaction_spilled_later_still_knows_the_relations_from_before_it()
    {
        using var assembler = new TransactionAssembler(Path.GetTempPath(), 1);
        (Assemble(assembler, Transaction)!.Changes as IDisposable)!.Dispose();
        var second = Assemble(assembler, [CapturedMessages.Begin, CapturedMessages.Insert, CapturedMessages.Commit]).ShouldNotBeNull();
        second.Changes.Single().ShouldBeOfType<RowInserted>().Relation.Table.Name.ShouldBe("t");
        ((IDisposable)second.Changes).Dispose();
    }

    [Test]
    public void A_transaction_without_changes_is_none() =>
        Assemble(new TransactionAssembler(Path.GetTempPath(), 1), [CapturedMessages.Begin, CapturedMessages.Commit]).ShouldBeNull();

    [TestCase(new[] { CapturedMessages.Commit }, "outside a transaction")]
    [TestCase(new[] { CapturedMessages.RelationT }, "outside a transaction")]
    [TestCase(new[] { CapturedMessages.Begin, CapturedMessages.Begin }, "before the Commit")]
    [TestCase(new[] { CapturedMessages.Begin, "4300000000000152d171000000000152d1a0000303c4fd7e1c9c" }, "inside the transaction that ends at 0/152D170")]
    public void Messages_out_of_place_are_refused(string[] messages, string why)
    {
        var refused = Should.Throw<ReplicationException>(() => Assemble(new TransactionAssembler(Path.GetTempPath(), 1), messages));
        (refused.Kind, refused.Message.Contains(why, StringComparison.Ordinal)).ShouldBe((FailureKind.Protocol, true), refused.Message);
    }

    [Test]
    public void A_spill_file_gives_back_messages_of_every_size_around_its_chunks()
    {
        using var file = new SpillFile(Path.GetTempPath());
        int[] sizes = [0, 1, 262_143, 262_144, 262_145, 3, 1_000_000, 0, 7];
        foreach (var size in sizes)
            file.Append(Enumerable.Range(0, size).Select(static i => (byte)(i * 31)).ToArray());
        file.Seal();
        var read = file.Messages().ToArray();
        read.Select(static m => m.Length).ShouldBe(sizes);
        read.ShouldAllBe(static m => m.ToArray().Select(static (b, i) => b == (byte)(i * 31)).All(static same => same));
    }

    private static SourceTransaction? Assemble(TransactionAssembler assembler, string[] messages) =>
        messages.Select(message => assembler.Take(CapturedMessages.Bytes(message))).ToList().Last()?.Transaction;

    private static string Print(Change change) => change switch
    {
        RowInserted c => $"I {Print(c.New)}",
        RowUpdated c => $"U {c.OldImage} {Print(c.Old ?? [])} {Print(c.New)}",
        RowDeleted c => $"D {Print(c.Old)}",
        LogicalMessage c => $"M {c.Prefix} {Convert.ToHexString(c.Content.Span)}",
        _ => change.ToString()!,
    };

    private static string Print(ColumnValue[] row) => string.Join('|', row.Select(static v => $"{v.Kind}:{Convert.ToHexString(v.Bytes.Span)}"));
}
