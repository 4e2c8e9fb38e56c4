using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;
using Bifrost.KafkaConnect.Tests.Parity.Cases;
using Bifrost.KafkaConnect.Tests.Parity.Table;
using Npgsql;

namespace Bifrost.KafkaConnect.Tests.Parity.Run;

/// <summary>Watches a replica until every case of a phase has come to its end: equal, marked as complete and not equal, or its task failed.</summary>
internal sealed class Phase(ParityPlace place, NpgsqlConnection source, NpgsqlConnection replica)
{
    /// <summary>A phase in which nothing has come to its end for so long is over: what is not here by then does not come.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <summary>The same until the first row has come through the shared sink: its start waits for three engines' on a busy machine.</summary>
    private static readonly TimeSpan PatienceAtFirst = TimeSpan.FromMinutes(4);

    private readonly Dictionary<ParityCase, IReadOnlyList<(string Table, TableRows Rows)>> _wanted = [];
    private readonly Dictionary<ParityCase, Outcome> _outcomes = [];

    /// <param name="mark">Key of the row that was inserted last.</param>
    /// <param name="shared">Whether a case goes through the sink that most share.</param>
    /// <param name="refused">Connectors that the worker did not take, with its reason.</param>
    public async Task<IReadOnlyDictionary<ParityCase, Outcome>> RunAsync(
        IEnumerable<ParityCase> cases, Func<ParityCase, string> mark, Predicate<ParityCase> shared, IReadOnlyDictionary<string, string> refused)
    {
        foreach (var one in cases)
            _wanted[one] = await WantedAsync(one);
        var last = TimeProvider.System.GetTimestamp();
        while (_wanted.Count > 0 && TimeProvider.System.GetElapsedTime(last) < (_outcomes.Any(ended => shared(ended.Key) && ended.Value is (Outcome.Right or Outcome.Altered)) ? Patience : PatienceAtFirst))
        {
            var failed = await FailedAsync(place.Client);
            foreach (var one in _wanted.Keys.ToList())
                if (await EndOfAsync(one, mark(one), refused, failed) is { } outcome)
                    (_outcomes[one], last) = (outcome, _wanted.Remove(one) ? TimeProvider.System.GetTimestamp() : last);
            await ExecuteAsync(replica, "select pg_sleep(0.1)");
        }

        foreach (var one in _wanted.Keys)
            _outcomes[one] = new Outcome.Altered(await DifferenceAsync(one));
        return _outcomes;
    }

    private async Task<Outcome?> EndOfAsync(ParityCase one, string mark, IReadOnlyDictionary<string, string> refused, IReadOnlyDictionary<string, string> failed)
    {
        if (refused.TryGetValue(place.SinkOf(one), out var reason) || refused.TryGetValue(place.SourceOf(one), out reason))
            return new Outcome.Refused(Differences.Clean(reason));
        var found = await FoundAsync(one);
        if (found.Zip(_wanted[one]).All(static pair => pair.First.Rows.IsAs(pair.Second.Rows)))
            return new Outcome.Right(await NoteAsync(one));
        if (failed.TryGetValue(place.SinkOf(one), out var trace) || failed.TryGetValue(place.SourceOf(one), out trace))
            return new Outcome.Fails(FailureText.Of(trace));
        return one.Others.Count == 0 && found[0].Rows.Has(one.Key, mark) ? new Outcome.Altered(await DifferenceAsync(one)) : null;
    }

    private async Task<string> DifferenceAsync(ParityCase one)
    {
        var differing = (await FoundAsync(one)).Zip(_wanted[one]).Where(static pair => !pair.First.Rows.IsAs(pair.Second.Rows))
            .Select(pair => (pair.First.Table == one.Table ? "" : pair.First.Table + ": ") + Differences.Of(pair.Second.Rows, pair.First.Rows, one.Key));
        return string.Join("; ", differing.Append(await NoteAsync(one)).OfType<string>());
    }

    /// <summary>Columns of a table that the sink made, where they are of another type than the source's.</summary>
    private async Task<string?> NoteAsync(ParityCase one)
    {
        if (!one.MadeBySink)
            return null;
        try
        {
            var (here, there) = (await TableRows.TypesAsync(source, one.Table), await TableRows.TypesAsync(replica, one.Table));
            var other = here.Where(column => there.GetValueOrDefault(column.Key) is { } type && type != column.Value).Select(column => $"made as {there[column.Key]}").ToList();
            return other.Count == 0 ? null : string.Join(", ", other);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return "not made";
        }
    }

    private async Task<IReadOnlyList<(string Table, TableRows Rows)>> WantedAsync(ParityCase one)
    {
        var tables = new List<(string, TableRows)>();
        foreach (var table in one.Tables)
            tables.Add((table, await TableRows.ReadAsync(source, table, await TableRows.ColumnsAsync(source, table))));
        return tables;
    }

    private async Task<IReadOnlyList<(string Table, TableRows Rows)>> FoundAsync(ParityCase one)
    {
        var tables = new List<(string, TableRows)>();
        foreach (var (table, wanted) in _wanted[one])
            tables.Add((table, await TableRows.ReadAsync(replica, table, wanted.Columns)));
        return tables;
    }

    /// <summary>Connectors with a task that failed, or that failed themselves, with the trace.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> FailedAsync(IConnectClient client)
    {
        var failed = new Dictionary<string, string>();
        foreach (var (name, connector) in await client.ExpandConnectorsAsync(default))
        {
            if (connector.Status is not { } status)
                continue;
            var trace = status.Tasks.Where(static task => task.State == ConnectorState.Failed).Select(static task => task.Trace)
                .Append(status.Connector.State == ConnectorState.Failed ? status.Connector.Trace : null).FirstOrDefault(static trace => trace is not null);
            if (trace is not null)
                failed[name] = trace;
        }

        return failed;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
