using System.Collections.Concurrent;
using System.Xml.Linq;

// Suites that start servers, or measure; they get the machine for themselves, one after the other.
string[] Heavy => new[] { "Bifrost.Integration.Tests", "Bifrost.EndToEnd.Tests", "Bifrost.Dbt.Tests", "Bifrost.KafkaConnect.Tests", "Bifrost.Containers.Tests" };

// Journeys of many minutes, such as three brokers in containers, run where they are asked for: dotnet cake --target=Test --long=yes
bool WithLong => Argument("long", "") == "yes";

// Longer than the slowest test takes on two cores; a suite that says nothing for so long hangs, and is ended.
const string HangLimit = "12m";

const int SuitesAtATime = 2;

// One suite of all: dotnet cake --target=Test --suite=Bifrost.Stack.Tests
string OnlySuite => Argument("suite", "");

record Outcome(string Suite, int Passed, int Failed, IReadOnlyList<string> Skipped, IReadOnlyList<string> Failures, TimeSpan Time);

Task("Test")
    .Description("Builds everything once and runs every suite; the last line counts the tests.")
    .Does(() =>
    {
        var outcomes = BuildAll() is { } failure ? new List<Outcome> { failure } : RunSuites();
        foreach (var text in outcomes.SelectMany(outcome => outcome.Failures.Select(failure => $"\n{outcome.Suite}: {failure}")))
            Console.WriteLine(text);
        if (!WithLong)
            Console.WriteLine("Left out: tests of the category Long (make test LONG=yes).");
        var failed = outcomes.Sum(outcome => outcome.Failed);
        Console.WriteLine($"{outcomes.Sum(outcome => outcome.Passed)} passed, {failed} failed, {outcomes.Sum(outcome => outcome.Skipped.Count)} skipped");
        Console.Out.Flush();
        // Leaves before Cake can add a line of its own: the count is the last one.
        Environment.Exit(failed == 0 ? 0 : 1);
    });

Outcome BuildAll()
{
    Console.WriteLine("Building …");
    var (code, output) = Capture("dotnet", "build", OnlySuite.Length > 0 ? $"tests/{OnlySuite}" : "src/Bifrost.slnx", "-c", Configuration, "-v", "q", "--nologo", "-clp:ErrorsOnly", OneCompiler);
    EndCompiler();
    return code == 0 ? null : new Outcome("build", 0, 1, Array.Empty<string>(), new[] { output.Trim() }, TimeSpan.Zero);
}

List<Outcome> RunSuites()
{
    var results = Artifacts + "/tests";
    if (System.IO.Directory.Exists(results))
        System.IO.Directory.Delete(results, recursive: true);
    var suites = System.IO.Directory.GetDirectories(Root + "/tests", "*.Tests").Select(System.IO.Path.GetFileName)
        .Where(suite => OnlySuite.Length == 0 || suite == OnlySuite).Order(StringComparer.Ordinal).ToList();
    var outcomes = new ConcurrentBag<Outcome>();
    Parallel.ForEach(suites.Except(Heavy), new ParallelOptions { MaxDegreeOfParallelism = SuitesAtATime }, suite => outcomes.Add(RunSuite(suite, results)));
    foreach (var suite in suites.Intersect(Heavy))
        outcomes.Add(RunSuite(suite, results));
    return outcomes.OrderBy(outcome => outcome.Suite, StringComparer.Ordinal).ToList();
}

Outcome RunSuite(string suite, string results)
{
    var time = System.Diagnostics.Stopwatch.StartNew();
    var assembly = $"{Artifacts}/bin/{suite}/{Configuration.ToLowerInvariant()}/{suite}.dll";
    var (code, output) = Capture("dotnet", "test", assembly, "--filter", WithLong ? "TestCategory!=Writer" : "TestCategory!=Writer&TestCategory!=Long", "--logger", $"trx;LogFileName={suite}.trx", "--results-directory", results,
        "--blame-hang-timeout", HangLimit, "--blame-hang-dump-type", "none");
    var outcome = Read(suite, $"{results}/{suite}.trx", code, output, time.Elapsed);
    Print(outcome);
    return outcome;
}

void Print(Outcome outcome)
{
    var lines = new List<string> { $"{outcome.Suite,-32} {outcome.Passed,5} passed {outcome.Failed,4} failed {outcome.Skipped.Count,4} skipped {outcome.Time.TotalSeconds,6:F0} s" };
    lines.AddRange(outcome.Skipped.GroupBy(reason => reason).Select(reason => $"    skipped {reason.Count()}: {reason.Key}"));
    // One write: suites run side by side.
    Console.WriteLine(string.Join('\n', lines));
}

// A suite that ends with an error, or without a result, or with no test at all, has failed, whatever its file says.
Outcome Read(string suite, string file, int code, string output, TimeSpan time)
{
    if (!System.IO.File.Exists(file))
        return new Outcome(suite, 0, 1, Array.Empty<string>(), new[] { $"ended with code {code} and left no results.\n{LastLines(output)}" }, time);
    XNamespace ns = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
    var results = XDocument.Load(file).Descendants(ns + "UnitTestResult").ToList();
    var failed = results.Where(result => (string)result.Attribute("outcome") is not ("Passed" or "NotExecuted")).ToList();
    var failures = failed.Select(result => $"{(string)result.Attribute("testName")}\n{Message(result, ns)}").ToList();
    if (results.Count == 0)
        failures.Add("ran no test.");
    else if (code != 0 && failed.Count == 0)
        failures.Add($"ended with code {code} although no test failed.\n{LastLines(output)}");
    var skipped = results.Where(result => (string)result.Attribute("outcome") == "NotExecuted").Select(result => Message(result, ns).Split('\n')[0].Trim());
    return new Outcome(suite, results.Count(result => (string)result.Attribute("outcome") == "Passed"), failures.Count, skipped.ToList(), failures, time);
}

string Message(XElement result, XNamespace ns)
{
    var parts = result.Descendants(ns + "ErrorInfo").Elements().Where(part => part.Name.LocalName is "Message" or "StackTrace").Select(part => part.Value.Trim());
    var text = string.Join('\n', parts);
    return text.Length > 0 ? text : "no reason given";
}

string LastLines(string output) => string.Join('\n', output.TrimEnd().Split('\n').TakeLast(20));
