using System.Runtime.InteropServices;
using Bifrost.Stack.Servers;
using Bifrost.Torture.Runs;
using Bifrost.Torture.Workers;

if (args is ["worker"])
{
    await WorkerMode.RunAsync(Console.In, Console.Out);
    return 0;
}

if (TortureOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(TortureOptions.Usage);
    return 2;
}

if (PostgresBinaries.Find() is null)
{
    Console.Error.WriteLine("PostgreSQL is not installed (apt-get install postgresql).");
    return 2;
}

using var stop = new CancellationTokenSource();
// The round is ended, the servers are stopped; a second signal ends the program.
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => StopOnce(stop, signal));
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => StopOnce(stop, signal));
var record = await TortureRun.RunAsync(options, Console.WriteLine, stop.Token);
foreach (var line in record.Lines())
    Console.WriteLine(line);
if (options.Output is { } file)
    await File.WriteAllTextAsync(file, record.ToJson());
return record.IsClean ? 0 : 1;

static void StopOnce(CancellationTokenSource stop, PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}
