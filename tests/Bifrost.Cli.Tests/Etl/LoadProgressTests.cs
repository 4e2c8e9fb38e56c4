using Bifrost.Cli.Etl;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Shell;
using Bifrost.Etl.Load;

namespace Bifrost.Cli.Tests.Etl;

public sealed class LoadProgressTests
{
    private readonly StandingTime _time = new();
    private readonly Board _board = new();
    private readonly StringWriter _said = new();

    private LoadProgress Progress()
    {
        _said.GetStringBuilder().Clear();
        _board.Said.Clear();
        _time.Now = TimeSpan.FromSeconds(100);
        return new("Loading", _board, new MessageWriter(new Terminal { Output = TextWriter.Null, Error = _said, Folder = "/", Variable = static _ => null, Time = _time }, verbose: false), _time);
    }

    [Test]
    public void Rows_megabytes_rate_and_time_left_are_told_once_there_is_a_rate()
    {
        var progress = Progress();
        progress.Report(new("a.csv.gz", 5_000, 1_000_000, 40_000, 7_600_000));
        _time.Now += TimeSpan.FromSeconds(2);
        progress.Report(new("a.csv.gz", 250_000, 1_000_000, 1_900_000, 7_600_000));
        progress.Report(new("a.csv.gz", 1_000_000, 1_000_000, 7_600_000, 7_600_000) { IsComparing = true });
        progress.Finish();
        _board.Said.ShouldBe(
        [
            "Loading a.csv.gz of 1000000",
            "5000: 5,000 rows, 0.0 of 7.6 MB",
            "250000: 250,000 rows, 1.9 of 7.6 MB, 125,000 rows/s, 6 s left",
            "1000000: 1,000,000 rows, comparing them with the table",
            "done: 1,000,000 rows",
        ]);
    }

    [TestCase(7_200, "2 h 0 min left")]
    [TestCase(100, "1 min 40 s left")]
    [TestCase(0.2, "1 s left")]
    public void Time_left_is_told_in_units_that_fit(double seconds, string left)
    {
        var progress = Progress();
        progress.Report(new("a.csv", 0, 0, 0, 0));
        _time.Now += TimeSpan.FromSeconds(10);
        progress.Report(new("a.csv", 10_000, 10_000 + (long)(seconds * 1_000), 1, 2));
        _board.Said[^1].ShouldEndWith(left);
    }

    [Test]
    public void A_file_that_is_read_again_gets_a_rate_of_its_own_and_the_next_file_a_step()
    {
        var progress = Progress();
        progress.Report(new("a.csv", 900_000, 1_000_000, 9, 10));
        _time.Now += TimeSpan.FromSeconds(60);
        progress.Report(new("a.csv", 5_000, 1_000_000, 1, 10));
        _time.Now += TimeSpan.FromSeconds(10);
        progress.Report(new("a.csv", 100_000, 1_000_000, 1, 10));
        _board.Said[^1].ShouldContain("10,000 rows/s, 1 min 30 s left");
        progress.Report(new("b.csv", 1, 2, 1, 2));
        _board.Said[^2].ShouldBe("Loading b.csv of 2");
    }

    [Test]
    public void What_a_run_waits_for_is_a_sentence_of_its_own()
    {
        Progress().Report(new("a.csv", 0, 5, 0, 5) { Note = "Another load runs in this database; waiting for it." });
        _said.ToString().Trim().ShouldBe("Another load runs in this database; waiting for it.");
        _board.Said.ShouldBeEmpty();
    }

    private sealed class Board : IProgressBoard, IProgressStep
    {
        public List<string> Said { get; } = [];

        public IProgressStep Begin(string name, double? total = null)
        {
            Said.Add($"{name} of {total}");
            return this;
        }

        public void Report(double done, string? detail = null) => Said.Add($"{done}: {detail}");

        public void Finish(string outcome) => Said.Add($"done: {outcome}");
    }

    private sealed class StandingTime : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
