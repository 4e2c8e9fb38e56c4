using Bifrost.Postgres.Catalog;
using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Postgres.Source;
using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Source;
using Npgsql;

namespace Bifrost.Postgres.Snapshot;

/// <summary>
/// The view that was exported when a slot was made, held by a session of its own in which the rows are read. The exporting session stays open and idle:
/// its next command would end the export.
/// </summary>
public sealed class PostgresSnapshot : ISnapshot
{
    /// <summary>The table, or a leaf of it, has another file than the view's own catalog says. <c>pg_relation_filenode</c> answers for now, the row of <c>pg_class</c> for the view.</summary>
    private const string Rewritten =
        """
        select exists (select 1 from pg_class c where (c.oid = $1 or c.oid in (select relid from pg_partition_tree($1::regclass))) and c.relkind = 'r'
                       and c.relfilenode is distinct from pg_relation_filenode(c.oid))
        """;

    private readonly DatabaseEndpoint _database;
    private readonly IAsyncDisposable _origin;
    private readonly NpgsqlConnection _view;
    private readonly HashSet<uint> _partitioned;
    private bool _isOver;

    private PostgresSnapshot(DatabaseEndpoint database, string slotName, Lsn consistentPoint, IAsyncDisposable origin, NpgsqlConnection view, IReadOnlyList<CatalogTable> catalog)
    {
        _database = database;
        SlotName = slotName;
        ConsistentPoint = consistentPoint;
        _origin = origin;
        _view = view;
        Catalog = catalog;
        Tables = [.. catalog.Select(static t => t.Table)];
        _partitioned = [.. catalog.Where(static t => t.IsPartitioned).Select(static t => t.Table.Oid)];
    }

    public string SlotName { get; }

    public Lsn ConsistentPoint { get; }

    public IReadOnlyList<SourceTable> Tables { get; }

    /// <summary>As <see cref="Tables"/>, with what PostgreSQL's own side needs to know.</summary>
    public IReadOnlyList<CatalogTable> Catalog { get; }

    internal NpgsqlConnection View => _view;

    /// <summary>What it reads together with others; null where it has a view of its own.</summary>
    internal SharedCopies? Copies => (_origin as SharedView)?.Copies;

    /// <summary>A view of its own, whose slot goes with it.</summary>
    internal static async Task<PostgresSnapshot> BeginAsync(SourceSettings source, Func<TableName, bool> captured, string slotName, CancellationToken cancellation)
    {
        var slot = await ExportedSlot.CreateAsync(source.Database, slotName, temporary: true, cancellation).ConfigureAwait(false);
        try
        {
            return await OverAsync(await ImportAsync(source.Database, slot, cancellation).ConfigureAwait(false), source, captured, slotName, slot.ConsistentPoint, slot, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await slot.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A snapshot by a session with the view, which is its own from here on, also where this fails; what the view came from is so once this went well.</summary>
    internal static async Task<PostgresSnapshot> OverAsync(
        NpgsqlConnection view, SourceSettings source, Func<TableName, bool> captured, string slotName, Lsn consistentPoint, IAsyncDisposable origin, CancellationToken cancellation)
    {
        try
        {
            var viaRoot = (await Publications.PublicationState.FindAsync(view, source.PublicationName, cancellation).ConfigureAwait(false))?.ViaPartitionRoot ?? source.PublishViaPartitionRoot;
            var tables = await SourceCatalog.ReadAsync(view, captured, cancellation).ConfigureAwait(false);
            return new PostgresSnapshot(source.Database, slotName, consistentPoint, origin, view, SourceCatalog.Published(tables, viaRoot));
        }
        catch
        {
            await view.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A session with the view that came with the slot.</summary>
    internal static async Task<NpgsqlConnection> ImportAsync(DatabaseEndpoint database, ExportedSlot slot, CancellationToken cancellation)
    {
        var view = await PostgresSession.OpenAsync(database, "bifrost snapshot", cancellation).ConfigureAwait(false);
        try
        {
            // row_security off turns rows that a policy would hide into an error. The view may have to wait while others copy. Names in values (regclass) print by the path that the catalog is read with.
            await using var import = new NpgsqlCommand(
                $"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT {SqlText.Literal(slot.SnapshotName)}; SET LOCAL row_security = off; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL search_path = pg_catalog", view);
            await import.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            return view;
        }
        catch
        {
            await view.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<Stream> OpenCopyAsync(SourceTable table, IReadOnlyList<string> columns, string? select, CopyFormat format, CancellationToken cancellation)
    {
        var copy = $"COPY ({Select(table, columns, select)}) TO STDOUT{(format == CopyFormat.Binary ? " (FORMAT binary)" : "")}";
        if (_origin is SharedView shared
            && await shared.Copies.MeetAsync(copy, (view, stop) => BeginCopyAsync(view, table, copy, format, stop), cancellation).ConfigureAwait(false) is { } rows)
            return rows;
        return await BeginCopyAsync(_view, table, copy, format, cancellation).ConfigureAwait(false);
    }

    /// <summary>The slot's stream from the view on, over the session that made the slot: a temporary one belongs to it alone. Ends with the stream, the view does not.</summary>
    internal SlotStream ReadOn(SourceSettings source, TimeProvider time) =>
        new(source, SlotName, ConsistentPoint, new StreamLimits { PeekFrom = int.MaxValue }, ((ExportedSlot)_origin).Session, time, new Failpoints());

    public async ValueTask DisposeAsync()
    {
        if (_isOver)
            return;
        _isOver = true;
        try
        {
            await _view.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await _origin.DisposeAsync().ConfigureAwait(false);
        }
    }

    private Task<Stream> BeginCopyAsync(NpgsqlConnection view, SourceTable table, string copy, CopyFormat format, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync<Stream>(_database, DatabaseSide.Source, $"copying {table.Name} for the snapshot", async () =>
        {
            await RequireWholeAsync(view, table, cancellation).ConfigureAwait(false);
            // Npgsql gives raw bytes for binary COPY alone, but its text reader is a StreamReader over the same raw stream, which decodes only when it is read from.
            Stream rows = format == CopyFormat.Binary
                ? await view.BeginRawBinaryCopyAsync(copy, cancellation).ConfigureAwait(false)
                : ((StreamReader)await view.BeginTextExportAsync(copy, cancellation).ConfigureAwait(false)).BaseStream;
            return new CopyStream(rows, _database, table.Name.ToString());
        });

    /// <summary>
    /// A table that was rewritten after the view was taken looks empty in it (PostgreSQL, "Caveats" of MVCC), and its rows are not in the stream either. It is locked first, as COPY does anyway,
    /// so that it stays as it is found: the file that the view's catalog names must be the one that is there.
    /// </summary>
    private async Task RequireWholeAsync(NpgsqlConnection view, SourceTable table, CancellationToken cancellation)
    {
        await using (var locking = new NpgsqlCommand($"LOCK TABLE {SqlText.Table(table.Name)} IN ACCESS SHARE MODE", view))
            await locking.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(Rewritten, view) { Parameters = { new() { Value = table.Oid, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid } } };
        if (await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is true)
            throw new ReplicationException(FailureKind.Unavailable, $"Source {_database}: the table {table.Name} was rewritten or truncated after the snapshot began, and its rows can no longer be seen in it; beginning again.");
    }

    private string Select(SourceTable table, IReadOnlyList<string> columns, string? select)
    {
        // A table that others inherit from publishes its own rows alone; a partitioned one has no rows but its leaves'.
        var from = select is null
            ? (_partitioned.Contains(table.Oid) ? "" : "ONLY ") + SqlText.Table(table.Name)
            : $"({select.TrimEnd().TrimEnd(';')}\n) AS selected";
        return $"SELECT {SqlText.Names(columns)} FROM {from}";
    }
}
