using Bifrost.Replication.Changes;

namespace Bifrost.Replication.Source;

/// <summary>
/// A consistent view of the source at the instant at which a new slot begins: what the view shows is exactly what the slot's stream will not send.
/// It dies with its session; after a failure a snapshot starts again with a new slot.
/// </summary>
public interface ISnapshot : IAsyncDisposable
{
    /// <summary>The slot that was created with this view.</summary>
    string SlotName { get; }

    /// <summary>Commits up to here are in the view, later ones are in the slot's stream.</summary>
    Lsn ConsistentPoint { get; }

    /// <summary>The captured tables as they are in the view.</summary>
    IReadOnlyList<SourceTable> Tables { get; }

    /// <summary>
    /// The table's rows as <c>COPY … TO STDOUT</c> sends them, in text (UTF-8) or binary, the named columns in the given order, under the view.
    /// The caller disposes of the stream before it opens the next.
    /// </summary>
    /// <param name="select">Null for the whole table; otherwise the SELECT whose rows are copied (<c>snapshot.select.statement.overrides</c>).</param>
    Task<Stream> OpenCopyAsync(SourceTable table, IReadOnlyList<string> columns, string? select, CopyFormat format, CancellationToken cancellation);
}

/// <summary>The formats of PostgreSQL's COPY.</summary>
public enum CopyFormat
{
    /// <summary>Each value in its type's text, which any type that can be read from it takes.</summary>
    Text,

    /// <summary>Each value in its type's binary form, which only the same type takes.</summary>
    Binary,
}
