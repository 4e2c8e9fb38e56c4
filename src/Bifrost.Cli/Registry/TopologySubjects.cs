using Bifrost.Cli.Project;
using Bifrost.Topology;

namespace Bifrost.Cli.Registry;

/// <summary>Which subjects belong to a topology: key and value of the topics of its captured tables, as converters name them (<c>TopicNameStrategy</c>).</summary>
internal static class TopologySubjects
{
    private static readonly string[] Parts = ["-key", "-value"];

    /// <summary>The subject is of a table that a source captures, or may be.</summary>
    public static bool Has(BifrostTopology topology, string subject) => topology.Sources.Any(source => Has(source, subject));

    /// <summary>Subjects of the tables that the snapshot of tables knows, whether they are there or not.</summary>
    public static IEnumerable<string> Known(BifrostProject project)
    {
        var tables = project.ReadTables();
        return project.Topology.Sources.SelectMany(source => tables.Of(source.Name)?.Tables.Select(table => $"{source.TopicPrefix}.{Sanitized($"{table.Schema}.{table.Name}")}") ?? [])
            .SelectMany(static topic => Parts.Select(part => topic + part));
    }

    private static bool Has(Source source, string subject)
    {
        if (Parts.FirstOrDefault(part => subject.EndsWith(part, StringComparison.Ordinal)) is not { } part || !subject.StartsWith(source.TopicPrefix + ".", StringComparison.Ordinal))
            return false;
        var table = subject[(source.TopicPrefix.Length + 1)..^part.Length];
        return table.Split('.') is [{ Length: > 0 } schema, { Length: > 0 }]
            && Matches(source.Schemas, schema) && Matches(source.Tables, table);
    }

    /// <summary>A topic's name has an underscore for each letter that Kafka does not know.</summary>
    private static bool Matches(NameFilter filter, string name) =>
        (filter.Include.Count == 0 || filter.Include.Any(one => Wildcard.Matches(Sanitized(one), name))) && !filter.Exclude.Any(one => Wildcard.Matches(Sanitized(one), name));

    private static string Sanitized(string name) => string.Concat(name.Select(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '*' or '?' ? letter : '_'));
}
