using Bifrost.Etl.Extract;

namespace Bifrost.Etl.Sample;

/// <summary>The files that the sample loads, carried by the assembly. The second issue changes every table: rows are inserted, updated and deleted in each.</summary>
public static class SampleIssue
{
    private static readonly string[] First = ["OCORRENCIAS_2024.earlier", "OCORRENCIAS_2025", "PORTES_2024", "PORTES_2025.earlier", "REGISTROS_2025.earlier"];
    private static readonly string[] Second = ["OCORRENCIAS_2024", "PORTES_2025", "REGISTROS_2025"];

    /// <summary>The files of an issue, in loading order. After the second, incidents and permits are as the publisher's own files say.</summary>
    public static IReadOnlyList<InputFile> FilesFor(IssueOfSample issue) =>
        [.. (issue == IssueOfSample.First ? First : Second).Select(static (name, order) => File(name, order))];

    /// <summary>A carried file by its name without <c>.csv.gz</c>.</summary>
    internal static InputFile File(string name, int order = 0) => new(name + ".csv.gz", () => Open(name), order);

    private static Stream Open(string name) =>
        typeof(SampleIssue).Assembly.GetManifestResourceStream($"Bifrost.Etl.Sample.{name}.csv.gz") ?? throw new ArgumentException($"no sample file {name}", nameof(name));
}
