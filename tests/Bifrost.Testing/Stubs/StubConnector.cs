namespace Bifrost.Testing.Stubs;

/// <summary>A connector of <see cref="StubConnect"/>, with one task while it runs.</summary>
public sealed class StubConnector(string name)
{
    private int _expected = 1;

    public string Name => name;

    public Dictionary<string, string?> Config { get; set; } = [];

    public string State { get; private set; } = "RUNNING";

    public string? TaskState { get; private set; } = "RUNNING";

    public string? Trace { get; private set; }

    public IReadOnlyList<object> Offsets { get; set; } = [];

    public void Run() => Be("RUNNING");

    /// <summary>The connector and its task are in one state.</summary>
    public void Be(string state) => (State, TaskState, Trace) = (state, state, null);

    public void Stop() => (State, TaskState, Trace) = ("STOPPED", null, null);

    /// <summary>The task fails; the connector stays RUNNING, as Connect has it.</summary>
    public void FailTask(string trace) => (State, TaskState, Trace) = ("RUNNING", "FAILED", trace);

    /// <summary>The task runs and tries again, as the embedded worker shows it.</summary>
    public void Retry(string trace) => (State, TaskState, Trace) = ("RUNNING", "RUNNING", trace);

    /// <summary>The connector has so many tasks by its configuration, one of which reports a status.</summary>
    public void ExpectTasks(int count) => _expected = count;

    /// <summary>No task has come yet.</summary>
    public void HaveNoTasks() => (State, TaskState, Trace) = ("RUNNING", null, null);

    internal object Info => new { name, config = Config, tasks = Enumerable.Range(0, TaskState is null ? 0 : _expected).Select(task => new { connector = name, task }), type = Type };

    internal object Status => new
    {
        name,
        connector = new { state = State, worker_id = "127.0.0.1:8083" },
        tasks = TaskState is null ? [] : new object[] { Trace is null ? new { id = 0, state = TaskState, worker_id = "127.0.0.1:8083" } : new { id = 0, state = TaskState, worker_id = "127.0.0.1:8083", trace = Trace } },
        type = Type,
    };

    private string Type => Config.ContainsKey("topics") || Config.ContainsKey("topics.regex") ? "sink" : "source";
}
