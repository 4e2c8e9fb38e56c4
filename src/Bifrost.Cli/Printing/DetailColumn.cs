using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Bifrost.Cli.Printing;

/// <summary>What a step tells of itself, cut where the line ends; the time that has passed where it tells nothing.</summary>
internal sealed class DetailColumn : ProgressColumn
{
    private const string Key = "detail";

    protected override bool NoWrap => true;

    public static void Set(ProgressTask task, string detail) => task.State.Update<Detail>(Key, _ => new(detail));

    public static void Clear(ProgressTask task) => Set(task, "");

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
    {
        var detail = task.State.Get<Detail>(Key).Text;
        return new Text(string.IsNullOrEmpty(detail) ? Passed(task) : detail) { Overflow = Overflow.Ellipsis };
    }

    private static string Passed(ProgressTask task) => task.ElapsedTime is { } passed ? passed.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture) : "--:--:--";

    /// <summary>A task's state takes values only.</summary>
    private readonly record struct Detail(string? Text);
}
