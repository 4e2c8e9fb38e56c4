using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Wire;

/// <summary>
/// Decodes pgoutput messages of protocol version 1. Values stay bytes and are slices of the message, which the caller must therefore own and never write to again.
/// A value's format is the one its own marker names (<c>t</c> or <c>b</c>), whatever was asked for.
/// </summary>
public sealed class PgOutputDecoder(RelationCache relations)
{
    /// <summary>Bit 0 of a logical message's flags.</summary>
    private const byte TransactionalFlag = 1;
    private const byte CascadeFlag = 1;
    private const byte RestartIdentityFlag = 2;
    private const byte KeyColumnFlag = 1;

    /// <summary>A column in a Relation message takes at least: flags, an empty name, type, modifier.</summary>
    private const int SmallestColumn = 10;

    /// <exception cref="Replication.Failures.ReplicationException">Of kind Protocol: the bytes are not a message of version 1. Nothing else is thrown.</exception>
    public PgOutputMessage Decode(ReadOnlyMemory<byte> message)
    {
        var reader = new WireReader(message);
        var kind = reader.Byte();
        PgOutputMessage decoded = kind switch
        {
            (byte)'I' => new ChangeMessage(Insert(ref reader)),
            (byte)'U' => new ChangeMessage(Update(ref reader)),
            (byte)'D' => new ChangeMessage(Delete(ref reader)),
            (byte)'T' => new ChangeMessage(Truncate(ref reader)),
            (byte)'B' => Begin(ref reader),
            (byte)'C' => Commit(ref reader),
            (byte)'R' => Describe(ref reader),
            (byte)'M' => Message(ref reader),
            (byte)'O' => Origin(ref reader),
            (byte)'Y' => Type(ref reader),
            _ => throw WireFaults.UnknownKind(kind),
        };
        reader.End();
        return decoded;
    }

    private static BeginMessage Begin(ref WireReader reader)
    {
        var lsn = reader.Lsn();
        var time = reader.Time();
        return new BeginMessage(lsn, time, reader.UInt32());
    }

    private static CommitMessage Commit(ref WireReader reader)
    {
        reader.Byte();
        var lsn = reader.Lsn();
        var end = reader.Lsn();
        return new CommitMessage(lsn, end, reader.Time());
    }

    private static PassedOverMessage Origin(ref WireReader reader)
    {
        reader.Lsn();
        reader.Text();
        return PassedOverMessage.Instance;
    }

    private static PassedOverMessage Type(ref WireReader reader)
    {
        reader.UInt32();
        reader.Text();
        reader.Text();
        return PassedOverMessage.Instance;
    }

    private static PgOutputMessage Message(ref WireReader reader)
    {
        var flags = reader.Byte();
        reader.Lsn();
        var prefix = reader.Text();
        var content = reader.Counted();
        return (flags & TransactionalFlag) != 0 ? new ChangeMessage(new LogicalMessage(prefix, content)) : PassedOverMessage.Instance;
    }

    private RelationMessage Describe(ref WireReader reader)
    {
        var oid = reader.UInt32();
        var schema = reader.Text();
        var name = reader.Text();
        var offset = reader.Offset;
        var identity = (ReplicaIdentity)reader.Byte();
        if (!Enum.IsDefined(identity))
            throw WireFaults.UnknownMarker((byte)identity, offset);
        var columns = new RelationColumn[reader.Count(reader.Int16(), SmallestColumn)];
        for (var i = 0; i < columns.Length; i++)
        {
            var isKey = (reader.Byte() & KeyColumnFlag) != 0;
            var column = reader.Text();
            var type = reader.UInt32();
            columns[i] = new RelationColumn(column, type, reader.Int32(), isKey);
        }

        // The wire abbreviates pg_catalog to an empty schema.
        var relation = new Relation(oid, new TableName(schema.Length == 0 ? "pg_catalog" : schema, name), identity, columns);
        reader.End();
        relations.Remember(relation);
        return new RelationMessage(relation);
    }

    private RowInserted Insert(ref WireReader reader)
    {
        var relation = relations.Find(reader.UInt32());
        Expect(ref reader, (byte)'N');
        var row = Row(ref reader, relation);
        foreach (var value in row)
        {
            if (value.Kind == ValueKind.Missing)
                throw WireFaults.MissingInInsert(relation.Table.ToString());
        }

        return new RowInserted(relation, row);
    }

    private RowUpdated Update(ref WireReader reader)
    {
        var relation = relations.Find(reader.UInt32());
        var offset = reader.Offset;
        var marker = reader.Byte();
        if (marker == 'N')
            return new RowUpdated(relation, OldImage.None, null, Row(ref reader, relation));
        var image = ImageOf(marker, offset);
        var old = Row(ref reader, relation);
        Expect(ref reader, (byte)'N');
        return new RowUpdated(relation, image, old, Row(ref reader, relation));
    }

    private RowDeleted Delete(ref WireReader reader)
    {
        var relation = relations.Find(reader.UInt32());
        var offset = reader.Offset;
        var image = ImageOf(reader.Byte(), offset);
        return new RowDeleted(relation, image, Row(ref reader, relation));
    }

    private TablesTruncated Truncate(ref WireReader reader)
    {
        var count = reader.Int32();
        var flags = reader.Byte();
        var truncated = new Relation[reader.Count(count, sizeof(uint))];
        for (var i = 0; i < truncated.Length; i++)
            truncated[i] = relations.Find(reader.UInt32());
        return new TablesTruncated(truncated, (flags & CascadeFlag) != 0, (flags & RestartIdentityFlag) != 0);
    }

    private static ColumnValue[] Row(ref WireReader reader, Relation relation)
    {
        var row = new ColumnValue[reader.Count(reader.Int16(), 1)];
        if (row.Length != relation.Columns.Count)
            throw WireFaults.ColumnCount(relation.Table.ToString(), relation.Columns.Count, row.Length);
        for (var i = 0; i < row.Length; i++)
        {
            var offset = reader.Offset;
            var marker = reader.Byte();
            row[i] = marker switch
            {
                (byte)'t' => ColumnValue.Text(reader.Counted()),
                (byte)'n' => ColumnValue.Null,
                (byte)'u' => ColumnValue.Missing,
                (byte)'b' => ColumnValue.Binary(reader.Counted()),
                _ => throw WireFaults.UnknownMarker(marker, offset),
            };
        }

        return row;
    }

    private static OldImage ImageOf(byte marker, int offset) => marker switch
    {
        (byte)'K' => OldImage.Key,
        (byte)'O' => OldImage.Full,
        _ => throw WireFaults.UnknownMarker(marker, offset),
    };

    private static void Expect(ref WireReader reader, byte marker)
    {
        var offset = reader.Offset;
        var found = reader.Byte();
        if (found != marker)
            throw WireFaults.UnknownMarker(found, offset);
    }
}
