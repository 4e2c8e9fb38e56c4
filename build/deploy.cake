using System.Text.Json;

// What runs the connectors: embedded, kafka, or docker for containers.
string Engine => Argument("engine", "embedded");

string Cluster => Argument("cluster", Engine);

Task("Deploy")
    .Description("Brings up the local stack and the connectors, and waits until they run.")
    .IsDependentOn("Render")
    .Does(() =>
    {
        var profiles = Argument("profile", "").Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(profile => new[] { "--profile", profile });
        Loudly(Bifrost, new[] { "up", "--engine", Engine, "--cluster", Cluster }.Concat(profiles).ToArray());
        var converters = InstalledConverters();
        // The embedded worker converts nothing, lists none, and makes tables itself.
        if (converters.Count > 0)
        {
            RequireConverters(converters);
            MakeTables();
        }

        Loudly(Bifrost, "apply", "--cluster", Cluster);
    });

Task("Run")
    .Description("Deploys if needed, and takes the sample's rows on their journey, builds the star schema in the replicas, and makes a page of it.")
    .IsDependentOn("Deploy")
    .Does(() =>
    {
        Loudly(Bifrost, "run", "--cluster", Cluster);
        Loudly(Bifrost, "models", "run", "--all");
        Loudly(Bifrost, "report", "--cluster", Cluster);
    });

Task("Destroy")
    .Description("Stops the local stack and deletes what was made for it.")
    .Does(() =>
    {
        // Not a criterion: Cake takes a target that is passed over for one that failed.
        if (!StateFolderIsThere())
        {
            Console.WriteLine("Nothing was brought up.");
            return;
        }

        if (!System.IO.File.Exists(Bifrost))
            BuildCommandLine();
        Loudly(Bifrost, Argument("images", "") == "yes" ? new[] { "destroy", "--images" } : new[] { "destroy" });
    });

bool StateFolderIsThere() => System.IO.Directory.Exists(Environment.GetEnvironmentVariable("BIFROST_STATE") is { Length: > 0 } state ? state : Root + "/.bifrost");

// Kafka's sinks make text of what they do not know. A table that is there and otherwise is named, and left to whoever made it.
void MakeTables()
{
    var code = Run(Bifrost, "schema", "create");
    if (code is not (0 or 3))
        Fail(code, $"bifrost schema create ended with code {code}.");
}

// A connector whose converter is not installed fails only when its task starts; it is told here, by name.
void RequireConverters(HashSet<string> installed)
{
    var missing = System.IO.Directory.GetFiles($"{Root}/connectors/{Cluster}", "*.json")
        .SelectMany(file => ConvertersOf(file).Where(converter => !installed.Contains(converter)).Select(converter => $"  {System.IO.Path.GetFileName(file)}: {converter}"))
        .ToList();
    if (missing.Count > 0)
        Fail(1, $"Converters that are not installed on the cluster '{Cluster}':\n{string.Join('\n', missing)}\n"
            + "Install them in the workers' plugin.path and restart the workers, or name another converter in bifrost.yml.");
}

HashSet<string> InstalledConverters()
{
    var (code, output) = Capture(Bifrost, "plugins", "list", "--all", "--cluster", Cluster, "--output", "json");
    if (code != 0)
        Fail(code, output.TrimEnd());
    using var plugins = JsonDocument.Parse(output);
    return plugins.RootElement.EnumerateArray().Where(plugin => plugin.GetProperty("type").GetString().EndsWith("converter"))
        .Select(plugin => plugin.GetProperty("class").GetString()).ToHashSet();
}

IEnumerable<string> ConvertersOf(string file)
{
    using var connector = JsonDocument.Parse(System.IO.File.ReadAllText(file));
    var config = connector.RootElement.GetProperty("config");
    return new[] { "key.converter", "value.converter", "header.converter" }
        .Where(key => config.TryGetProperty(key, out _)).Select(key => config.GetProperty(key).GetString()).Distinct().ToList();
}
