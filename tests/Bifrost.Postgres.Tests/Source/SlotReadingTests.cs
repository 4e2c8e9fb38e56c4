using Bifrost.Postgres.Source;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;

namespace Bifrost.Postgres.Tests.Source;

public sealed class SlotReadingTests
{
    /// <summary>A connection that breaks while it is cancelled: what Npgsql's own callback throws then ended the sink, as a fault of nobody's kind.</summary>
    [Test]
    public async Task A_session_that_breaks_while_it_is_told_to_stop_is_left_without_a_word()
    {
        var reading = new Broken();
        reading.Start(Lsn.None);
        await reading.Begun;
        await reading.DisposeAsync();
        reading.IsClosed.ShouldBeTrue();
    }

    private sealed class Broken() : SlotReading(Settings, "slot", TimeProvider.System)
    {
        private static readonly SourceSettings Settings = new()
        {
            Connector = "source", Database = new DatabaseEndpoint("localhost", 1, "none", "nobody", null), TopicPrefix = "test", SlotName = "slot", PublicationName = "none",
        };

        private readonly TaskCompletionSource _begun = new();

        public Task Begun => _begun.Task;

        public bool IsClosed { get; private set; }

        public override EventQueue Queue { get; } = new(1);

        public override int? ServerProcess => null;

        public override Lsn Received => Lsn.None;

        public override Lsn Reached => Lsn.None;

        public override bool HasBegun => false;

        protected override async Task ReadAsync()
        {
            await using var callback = Stop.Register(static () => throw new ObjectDisposedException("connector"));
            _begun.SetResult();
            await new TaskCompletionSource().Task.WaitAsync(Stop);
        }

        protected override ValueTask CloseAsync()
        {
            IsClosed = true;
            return ValueTask.CompletedTask;
        }
    }
}
