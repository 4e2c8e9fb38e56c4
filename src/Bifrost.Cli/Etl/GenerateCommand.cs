using System.CommandLine;
using System.Globalization;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Shell;
using Bifrost.Etl.Extract;
using Bifrost.Etl.Generate;
using Bifrost.Etl.Tables;

namespace Bifrost.Cli.Etl;

/// <summary>What was written.</summary>
internal sealed record GeneratedFile(string Path, long Bytes);

/// <summary>Makes files of the published shape.</summary>
internal sealed class GenerateCommand : Verb
{
    private readonly Option<string?> _kind;
    private readonly Option<long> _rows;
    private readonly Option<int> _seed;
    private readonly Option<int> _year;
    private readonly Option<string> _output;
    private readonly Option<string?> _reissue;

    public GenerateCommand() : base("generate", "Make a file of the published shape, of any size; the same seed gives the same file",
        "bifrost etl generate --kind registros --rows 1000000 --year 2023 --to registros.csv.gz",
        "bifrost etl generate --reissue registros.csv.gz --seed 2 --to registros.later.csv.gz")
    {
        _kind = Take(new Option<string?>("--kind") { Description = "The table", HelpName = "ocorrencias|portes|registros" });
        _rows = Take(new Option<long>("--rows") { Description = "How many rows", HelpName = "N", DefaultValueFactory = static _ => 10_000 });
        _seed = Take(new Option<int>("--seed") { Description = "The seed of every choice", HelpName = "S", DefaultValueFactory = static _ => 1 });
        _year = Take(new Option<int>("--year") { Description = "The year of every row", HelpName = "Y", DefaultValueFactory = static _ => 2025 });
        _output = Take(new Option<string>("--to") { Description = "The file to write; compressed when it ends in .gz", HelpName = "FILE[.gz]", Required = true });
        _reissue = Take(new Option<string?>("--reissue")
        {
            Description = "Re-issue this file instead: some rows gone, some changed, some new",
            HelpName = "FILE",
        });
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var path = invocation.Resolve(invocation.Value(_output)!);
        var write = await WriterAsync(invocation, cancellation).ConfigureAwait(false);
        await invocation.Messages.ProgressAsync(async board =>
        {
            var step = board.Begin($"Writing {Path.GetFileName(path)}");
            await Task.Run(() => OutputFile.Write(path, write), cancellation).ConfigureAwait(false);
            step.Finish("done");
            return path;
        }).ConfigureAwait(false);
        invocation.Results.Write(new GeneratedFile(path, new FileInfo(path).Length), static file => Table.Of([file],
            ("File", static written => written.Path),
            ("Bytes", static written => written.Bytes.ToString("N0", CultureInfo.InvariantCulture))));
        return ExitCode.Fine;
    }

    private async Task<Action<Stream>> WriterAsync(Invocation invocation, CancellationToken cancellation)
    {
        var seed = invocation.Value(_seed);
        if (invocation.Value(_reissue) is { } from)
        {
            using var inputs = await InputSet.FindAsync([invocation.Resolve(from)], cancellation).ConfigureAwait(false);
            var input = inputs.Files[0];
            return output => Reissue.Write(input, seed, output, cancellation);
        }
        var kind = invocation.Value(_kind) ?? throw new CommandException("--kind is missing: ocorrencias, portes or registros.", ExitCode.Usage);
        var table = EtlTable.Named(kind) ?? throw new CommandException($"There is no table {kind}: give ocorrencias, portes or registros.", ExitCode.Usage);
        var (rows, year) = (invocation.Value(_rows), invocation.Value(_year));
        return output => FileGenerator.Generate(table, rows, seed, year, output, cancellation);
    }
}
