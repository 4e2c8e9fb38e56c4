using System.Globalization;

namespace Bifrost.Stack.Processes;

/// <summary>A process that <c>up</c> started, as its process file says: the process, what it was started from, where it answers.</summary>
/// <param name="Fingerprint">Of build, command line and the variables that it started with.</param>
internal sealed record ProcessRecord(ProcessIdentity Process, string Fingerprint, Uri Address)
{
    /// <summary>Null where there is no file, or none that can be read.</summary>
    public static ProcessRecord? Read(string file)
    {
        if (!File.Exists(file))
            return null;
        var words = File.ReadAllText(file).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return words is [var id, var ticks, var boot, var fingerprint, var url]
            && int.TryParse(id, CultureInfo.InvariantCulture, out var number) && Uri.TryCreate(url, UriKind.Absolute, out var address)
            ? new ProcessRecord(new ProcessIdentity(number, ticks, boot), fingerprint, address)
            : null;
    }
}
