using Bifrost.Cli.Shell;

return await BifrostProgram.RunAsync(args, Terminal.OfProcess()).ConfigureAwait(false);
