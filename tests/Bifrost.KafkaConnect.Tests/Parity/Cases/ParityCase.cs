namespace Bifrost.KafkaConnect.Tests.Parity.Cases;

/// <summary>One row of <c>parity.md</c>: a table, what is in it before a connector starts, and what happens to it afterwards.</summary>
internal sealed record ParityCase
{
    /// <summary>A few words, unique; the first column of <c>parity.md</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The table that is compared, as SQL writes it: <c>app.t_numeric</c>. Never the name of a type: Debezium takes a type for the row type of a table of its name.</summary>
    public required string Table { get; init; }

    /// <summary>SQL that makes the table and what it needs, on the source.</summary>
    public required string Definition { get; init; }

    /// <summary>Tables beside <see cref="Table"/> that are captured and compared too.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>SQL that fills the table before the connectors start; what makes it is what the snapshot must carry.</summary>
    public string Rows { get; init; } = "";

    /// <summary>What happens while the connectors run, each entry one transaction.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>What <c>parity.md</c> shows of the source where it is not <see cref="Changes"/>.</summary>
    public string? Shown { get; init; }

    /// <summary>Column whose value tells rows apart in <c>parity.md</c>, as SQL writes it.</summary>
    public string Key { get; init; } = "id";

    /// <summary>
    /// Inserts the row by which the end of a phase is known on a replica: <c>{0}</c> stands for its key, <see cref="SnapshotMark"/> or <see cref="StreamMark"/>. One table's
    /// changes arrive in order, so when it is there the table is as it will stay.
    /// </summary>
    public string? Marker { get; init; }

    public string SnapshotMark { get; init; } = "-1";

    public string StreamMark { get; init; } = "-2";

    /// <summary>The table is left to the sink to make.</summary>
    public bool MadeBySink { get; init; }

    /// <summary>It has a sink, or a source and a sink, of its own where it stops them.</summary>
    public Stops Stops { get; init; }

    /// <summary>Nothing that is known when the connectors are rendered can tell of it: a change of the definition while they run, or a value that its type rarely has.</summary>
    public bool Unforeseen { get; init; }

    public IEnumerable<string> Tables => Others.Prepend(Table);

    /// <summary>A word that names it in the topology: the table's name.</summary>
    public string Word => Table.Split('.')[1].Trim('"').Replace(' ', '_').ToLowerInvariant();

    /// <summary>As the topology names it: <c>app.t_numeric</c>, without quotation marks.</summary>
    public static string Plain(string table) => table.Replace("\"", "", StringComparison.Ordinal);

    public string MarkWith(string key) =>
        Marker is null ? $"insert into {Table} ({Key}) values ('{key}')" : Marker.Replace("{0}", key, StringComparison.Ordinal);
}
