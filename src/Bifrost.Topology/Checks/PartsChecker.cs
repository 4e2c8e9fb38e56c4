using Bifrost.Topology.Reading;

namespace Bifrost.Topology.Checks;

/// <summary>Checks what one part says against what the others say.</summary>
internal sealed class PartsChecker(Findings findings)
{
    public void Check(TopologyTree tree)
    {
        CheckConverters(tree);
        tree.Clusters.ToList().ForEach(CheckStrimzi);
        CheckSources(tree);
        tree.Sources.ToList().ForEach(CheckHeartbeat);
        CheckFollowers(tree);
        tree.Targets.ToList().ForEach(CheckModels);
        CheckConnectorNames([.. tree.Sources, .. tree.Targets]);
        if (tree.Etl.IsWritten)
            CheckOneSource(tree, tree.Etl, "The loader writes to");
    }

    private void CheckConverters(TopologyTree tree)
    {
        var known = tree.Converters.Select(one => one.Name).Append("json").Distinct().ToList();
        foreach (var converter in tree.Clusters.Select(cluster => cluster.Part("converter")))
        {
            if (converter.Text("kind") is not null)
                CheckRegistry(converter);
            else if (converter.IsWritten && converter.Text("name") is null)
                findings.Add(converter.Place()!, "'kind' is missing: json or avro.");
            else if (converter.Text("name") is { } name && !known.Contains(name) && converter.Place("name") is { } place)
                findings.Add(place, $"There is no converter '{name}'. Converters are {string.Join(", ", known)}.", Spelling.Nearest(name, known));
        }

        foreach (var converter in tree.Converters)
            CheckRegistry(converter);
    }

    private void CheckRegistry(PartView converter)
    {
        if (converter.Text("kind") == "avro" && converter.Text("registry") is null && converter.Place() is { } place)
            findings.Add(place, "'registry' is missing: an avro converter needs the URL of its schema registry.");
        if (converter.Text("user") is null != converter.Text("password") is null && converter.Place(converter.Text("user") is null ? "password" : "user") is { } half)
            findings.Add(half, "'user' and 'password' go together: one of them is missing.");
    }

    private void CheckStrimzi(PartView cluster)
    {
        var strimzi = cluster.Part("strimzi");
        if (strimzi.Place() is { } place && cluster.Text("kind") == "embedded")
            findings.Add(place, "Strimzi runs Apache Kafka Connect, and this cluster is the embedded worker: take 'strimzi' out.");
        if (strimzi.IsWritten && !strimzi.Switch("build"))
        {
            foreach (var field in new[] { "pushSecret", "plugins" }.Where(field => strimzi.Place(field) != strimzi.Place()))
                findings.Add(strimzi.Place(field)!, $"'{field}' is for an image that Strimzi builds, and 'build' is false. Take one of them out.");
        }
    }

    private void CheckSources(TopologyTree tree)
    {
        foreach (var signals in tree.Sources.Select(static source => source.Part("signals")))
        {
            if (signals.Text("topic") is null != signals.Text("bootstrap") is null && signals.Place(signals.Text("topic") is null ? "bootstrap" : "topic") is { } half)
                findings.Add(half, "'topic' and 'bootstrap' go together: the worker reads the topic from those brokers.");
        }

        NoTwo(tree.Sources, source => source.Text("slot"), "slot", (value, first) =>
            $"The slot '{value}' is already the one of source '{first}'; two readers of one slot lose changes.");
        NoTwo(tree.Sources, source => source.Text("topicPrefix"), "topicPrefix", (value, first) =>
            $"The topic prefix '{value}' is already the one of source '{first}'; their topics would mix.");
        NoTwo(tree.Sources, PublicationInDatabase, "publication", (_, first) =>
            $"The publication is already the one of source '{first}' in the same database; each would change the other's tables.");
    }

    private void CheckHeartbeat(PartView source)
    {
        var heartbeat = source.Part("heartbeat");
        if (heartbeat.Text("table") is not { } table || heartbeat.Place("table") is not { } place)
            return;
        if (heartbeat.Text("query") is not null)
            findings.Add(place, "'table' and 'query' are both written: a beat runs one statement. Take one of them out.");
        if (heartbeat.Text("interval") is { } interval && interval.TrimStart('0') is "ms" or "s" or "m" or "h")
            findings.Add(place, "The table would never be written to: the interval is zero, which is off. Set one, such as 10s, or take 'table' out.");
        if (source.Part("signals") is { IsWritten: true } signals && signals.Text("table") == table)
            findings.Add(place, $"'{table}' is the table of signals already; a beat would be read as one.");
        if (Excludes(source, "tables", table) || Excludes(source, "schemas", table.Split('.', 2)[0]))
            findings.Add(place, $"'{table}' is excluded from what is captured, so no target would ever see a beat. Take it out of 'exclude', or name another table.");
    }

    private static bool Excludes(PartView source, string filter, string name) => source.Part(filter).List("exclude").Any(pattern => Wildcard.Matches(pattern, name));

    private void CheckModels(PartView target)
    {
        var models = target.Part("models");
        if (models.Place() is not { } place)
            return;
        if (target.Text("dialect") is { } dialect and not "postgres")
            findings.Add(place, $"Models are built on postgres only, and this target speaks {dialect}: take 'models' out.");
        if (models.Text("user") is { } user && user == target.Part("connection").Text("user"))
            findings.Add(models.Place("user")!, $"'{user}' is the sink's own user, which may change every replicated table; a model must not be able to. Name a login that only reads them.");
    }

    private static string? PublicationInDatabase(PartView source)
    {
        var connection = source.Part("connection");
        var publication = source.Part("publication").Text("name");
        return publication is null ? null : string.Join('\n', publication, connection.Text("host"), connection.Text("port"), connection.Text("database"));
    }

    private void CheckFollowers(TopologyTree tree)
    {
        foreach (var target in tree.Targets)
        {
            if (target.List("sources") is { Count: > 0 } several)
                CheckNames(tree, target, "sources", several);
            else
                CheckOneSource(tree, target, "A target follows");

            if (target.Text("connector") == "confluent-jdbc" && target.Text("naming")?.Contains("${source.db}", StringComparison.Ordinal) == true)
                findings.Add(target.Place("naming")!, "Confluent's sink names tables by topic, and a topic does not hold the database: use ${source.schema}, ${source.table} or ${topic}.");

            if (target.Text("source") is not null && target.List("sources").Count > 0)
                findings.Add(target.Place("source")!, "'source' and 'sources' are both written; one is enough.");
        }
    }

    private void CheckOneSource(TopologyTree tree, PartView part, string does)
    {
        if (part.Text("source") is { } name)
            CheckNames(tree, part, "source", [name]);
        else if (tree.Sources.Count > 1 && part.Place() is { } place)
            findings.Add(place, $"'source' is missing. {does} one of {string.Join(", ", tree.Sources.Select(one => one.Name))}.");
    }

    private void CheckNames(TopologyTree tree, PartView part, string field, IEnumerable<string> names)
    {
        var known = tree.Sources.Select(one => one.Name).ToList();
        foreach (var name in names.Where(name => !known.Contains(name)))
            findings.Add(part.Place(field)!, $"There is no source '{name}'. Sources are {string.Join(", ", known)}.", Spelling.Nearest(name, known));
    }

    // Names are also names of files, and some file systems know no case.
    private void CheckConnectorNames(IReadOnlyList<PartView> parts) =>
        NoTwo(parts, part => part.Text("name")?.ToLowerInvariant(), "name", (value, first) => $"The connector's name '{value}' is already the one of '{first}'.");

    private void NoTwo(IReadOnlyList<PartView> parts, Func<PartView, string?> by, string field, Func<string, string, string> message)
    {
        foreach (var same in parts.Where(part => by(part) is not null).GroupBy(part => by(part)!))
        {
            foreach (var part in same.Skip(1))
                findings.Add(part.Place(field)!, message(same.Key, same.First().Name));
        }
    }
}
