using System.CommandLine;
using Bifrost.Cli.Bench;
using Bifrost.Cli.Completion;
using Bifrost.Cli.Deploy;
using Bifrost.Cli.EmbeddedWorker;
using Bifrost.Cli.Import;
using Bifrost.Cli.Render;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Snapshot;
using Bifrost.Cli.Stack;
using Bifrost.Cli.States;
using Bifrost.Cli.Status;
using Bifrost.Cli.Verify;

namespace Bifrost.Cli;

/// <summary>Every command, in the order that the help shows them. A new noun or verb is one line here.</summary>
internal static class Nouns
{
    public static IEnumerable<Command> All() =>
    [
        new UpCommand(),
        new DownCommand(),
        new DestroyCommand(),
        new DoctorCommand(),
        new RenderCommand(),
        new PlanCommand(),
        new DiffCommand(),
        new ApplyCommand(),
        new ImportCommand(),
        new StatusCommand(),
        new WatchCommand(),
        new Traces.TracesCommand(),
        new VerifyCommand(),
        new Report.ReportCommand(),
        new PauseCommand(),
        new ResumeCommand(),
        new StopCommand(),
        new RestartCommand(),
        new SnapshotCommand(),
        new Noun("slots", "List and drop the replication slots on the sources", new Slots.ListCommand(), new Slots.DropCommand()),
        new Noun("sequences", "Bring the targets' sequences to where the sources' stand", new Sequences.SetCommand()),
        new Noun("parked", "List, show, retry and discard the rows that targets refused", new Parked.ListCommand(), new Parked.ShowCommand(), new Parked.RetryCommand(), new Parked.DiscardCommand()),
        new Noun("offsets", "Show and change the offsets of connectors", new Offsets.GetCommand(), new Offsets.SetCommand(), new Offsets.ResetCommand()),
        new Noun("connectors", "List, describe and delete the connectors of a cluster", new Connectors.ListCommand(), new Connectors.DescribeCommand(), new Connectors.DeleteCommand()),
        new Noun("plugins", "List, describe and search what is installed on a cluster", new Plugins.ListCommand(), new Plugins.DescribeCommand(), new Plugins.SearchCommand()),
        new Noun("loggers", "Show and set what the workers log", new Loggers.ListCommand(), new Loggers.SetCommand()),
        new Noun("catalog", "Write down which keys a cluster's classes know", new CatalogImport.ImportCommand()),
        new Noun("registry", "Look into the schema registry, and see that the next schema will fit", new Registry.SubjectsCommand(), new Registry.DescribeCommand(), new Registry.CompatCommand(), new Registry.CheckCommand()),
        new Noun("etl", "Load published files into the source, show what they hold, and make more of them", new Etl.RunCommand(), new Etl.SampleCommand(), new Etl.ProfileCommand(), new Etl.GenerateCommand()),
        new Noun("models", "Build and test the star schema in the targets, with dbt or without it", new Models.RunCommand(), new Models.TestCommand(), new Models.ListCommand(), new Models.FreshnessCommand(), new Models.CompileCommand()),
        new Noun("dbt", "Make what dbt needs to build the models", new Dbt.ProfileCommand()),
        new Sample.RunCommand(),
        new BenchCommand(),
        new WorkerCommand(),
        new Noun("schema", "Keep the snapshot of the sources' tables, make the targets' tables, and print the schema of the topology file", new Schema.PullCommand(), new Schema.CreateCommand(), new Schema.JsonCommand()),
        new Noun("completion", "Print a script that completes commands, options and connectors", new ScriptCommand("bash", CompletionScripts.Bash), new ScriptCommand("zsh", CompletionScripts.Zsh)),
    ];
}
