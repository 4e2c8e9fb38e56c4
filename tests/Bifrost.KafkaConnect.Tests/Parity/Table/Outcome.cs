namespace Bifrost.KafkaConnect.Tests.Parity.Table;

/// <summary>What became of a case in one phase on one engine. The set is closed.</summary>
internal abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>As <c>parity.md</c> shows it.</summary>
    public abstract string Text { get; }

    /// <summary>Every value's text is the source's.</summary>
    /// <param name="Note">What is different all the same, such as the type of a column that the sink made; null for nothing.</param>
    public sealed record Right(string? Note = null) : Outcome
    {
        public override string Text => Note is null ? "right" : $"right, {Note}";
    }

    /// <summary>Every task runs, and the replica is not as the source is.</summary>
    public sealed record Altered(string How) : Outcome
    {
        public override string Text => $"**altered**: {How}";
    }

    /// <summary>The task stopped with this.</summary>
    public sealed record Fails(string Why) : Outcome
    {
        public override string Text => $"fails: {Why}";
    }

    /// <summary>The worker did not take the connector.</summary>
    public sealed record Refused(string Why) : Outcome
    {
        public override string Text => $"refused: {Why}";
    }

    /// <summary>The phase before did not end.</summary>
    public sealed record NotReached : Outcome
    {
        public override string Text => "–";
    }
}
