using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Sink;

/// <summary>A table of the target as its catalog has it now.</summary>
/// <param name="TakesSets">A set of rows does what the rows would do one by one: a table of its own (no view, no foreign table) without rules, row security or triggers of a user's.</param>
/// <param name="UniqueKeys">Column sets that an immediate, complete unique index holds apart: what ON CONFLICT can name.</param>
internal sealed record TargetTable(TableName Name, IReadOnlyList<TargetColumn> Columns, IReadOnlyList<IReadOnlyList<string>> UniqueKeys, bool TakesSets)
{
    public TargetColumn? Column(string name) => Columns.FirstOrDefault(c => c.Name == name);

    /// <summary>Those of <see cref="UniqueKeys"/> whose index finds a row by equality: not one in another collation than its columns'.</summary>
    public IReadOnlyList<IReadOnlyList<string>> SoughtKeys { get; init; } = UniqueKeys;

    public bool IsUnique(IReadOnlyList<string> columns) => HasKey(UniqueKeys, columns);

    public bool IsSought(IReadOnlyList<string> columns) => HasKey(SoughtKeys, columns);

    private static bool HasKey(IReadOnlyList<IReadOnlyList<string>> keys, IReadOnlyList<string> columns) => keys.Any(k => k.Count == columns.Count && k.All(columns.Contains));
}

/// <param name="CastType">The type without its modifier, so that a cast never cuts or rounds: the assignment to the column then checks the modifier.</param>
/// <param name="Type">The type with its modifier, for messages and comparison.</param>
/// <param name="IsIdentityAlways"><c>GENERATED ALWAYS AS IDENTITY</c>: takes values only with OVERRIDING SYSTEM VALUE, and none by UPDATE.</param>
/// <param name="HasEquality">False for json, xml, geometric and composite types, and those of extensions: in a table without a key their text is compared.</param>
internal sealed record TargetColumn(string Name, string CastType, string Type, bool IsGenerated, bool IsIdentityAlways, bool HasEquality)
{
    /// <summary>The operator by which a unique index holds two values apart, as SQL: named with its schema where the type is an extension's, since the search path is <c>pg_catalog</c>.</summary>
    public string Equality { get; init; } = "=";
}
