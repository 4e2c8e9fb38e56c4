using System.Runtime.InteropServices;
using Bifrost.Stack.Servers;
using Bifrost.Testing;
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
// The strike is ended, the replicas are compared, the servers are stopped.
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(stop, signal));
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(stop, signal));
var record = await TortureRun.RunAsync(options, Console.WriteLine, stop.Token);
await TestServer.StopAllAsync();
foreach (var line in record.Lines())
    Console.WriteLine(line);
if (options.Output is { } file)
    await File.WriteAllTextAsync(file, record.ToJson());
return record.IsClean ? 0 : 1;

static void Stop(CancellationTokenSource stop, PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
