namespace Bifrost.Etl.Extract;

/// <summary>The inputs that are published files, looked at once from end to end.</summary>
/// <param name="Skipped">Names of files of a folder that are none of the published ones.</param>
internal sealed record RecognisedFiles(IReadOnlyList<SourceFile> Files, IReadOnlyList<string> Skipped)
{
    /// <summary>Looks at every input before anything is done with the first.</summary>
    /// <exception cref="EtlException">Inputs that cannot be read, all of them in one message; or no input is a published file.</exception>
    public static RecognisedFiles Among(IEnumerable<InputFile> inputs, CancellationToken cancellation)
    {
        var (files, skipped, faults) = (new List<SourceFile>(), new List<string>(), new List<string>());
        foreach (var input in inputs)
        {
            try
            {
                if (SourceFile.Open(input, cancellation) is { } file)
                    files.Add(file);
                else if (input.IsNamed)
                    throw IsEmpty(input) ? EtlFaults.Empty(input.Name) : EtlFaults.NotRecognised(input.Name);
                else
                    skipped.Add(input.Name);
            }
            catch (EtlException e)
            {
                faults.Add(e.Message);
            }
        }
        if (faults.Count > 0)
            throw new EtlException(string.Join(Environment.NewLine, faults));
        return files.Count > 0 ? new(files, skipped) : throw EtlFaults.NoneRecognised();
    }

    private static bool IsEmpty(InputFile input)
    {
        using var file = new OpenText(input);
        return file.Text.ReadByte() < 0;
    }
}
