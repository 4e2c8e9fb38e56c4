using Bifrost.Replication.Engine;

namespace Bifrost.Bench;

/// <summary>The load to measure, as the command line hands it over: this room knows neither files nor cleaning.</summary>
/// <param name="Folder">Takes what is written between two steps; whoever made it deletes it.</param>
/// <param name="Schema">SQL that makes the table, with its indexes, in an empty database.</param>
/// <param name="Table">The table, with its schema.</param>
/// <param name="Columns">The columns that the load writes; the others have defaults.</param>
/// <param name="MakeAsync">Makes the input, of so many rows. Called once, not measured.</param>
/// <param name="LoadAsync">Loads the input, from its first byte to the commit.</param>
public sealed record TableLoad(
    string Folder,
    string Schema,
    string Table,
    IReadOnlyList<string> Columns,
    Func<long, CancellationToken, Task> MakeAsync,
    Func<DatabaseEndpoint, CancellationToken, Task> LoadAsync);
