using Bifrost.Cli.Shell;
using Spectre.Console;

namespace Bifrost.Cli.Printing;

/// <summary>Draws a table: fitted to the terminal, or as wide as it needs to be in a pipe, where nothing wraps and no escape is written.</summary>
internal static class TableText
{
    /// <summary>Columns of a pipe: wide enough that no line is broken.</summary>
    private const int PipeWidth = 4_000;

    public static void Write(Table table, Terminal terminal)
    {
        if (table.Caption is { } caption)
            terminal.Output.WriteLine(caption);
        if (table.Rows.Count == 0)
            terminal.Output.WriteLine(table.WhenEmpty);
        else
            terminal.Output.Write(Drawn(table, terminal));
        foreach (var note in table.Notes)
            terminal.Output.WriteLine(note);
    }

    private static string Drawn(Table table, Terminal terminal)
    {
        var drawn = new Spectre.Console.Table { Border = TableBorder.None, ShowRowSeparators = false };
        foreach (var column in table.Columns)
            drawn.AddColumn(new TableColumn(new Text(column.ToUpperInvariant())) { Padding = new Padding(0, 0, 3, 0), NoWrap = !terminal.OutputIsTerminal });
        foreach (var row in table.Rows)
            drawn.AddRow(row.Select(static cell => new Text(cell)));
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = terminal.OutputIsTerminal ? terminal.Width : PipeWidth;
        console.Write(drawn);
        return string.Concat(text.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.TrimEnd() + "\n"));
    }
}
