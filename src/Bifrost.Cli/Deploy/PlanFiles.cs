using Bifrost.Cli.Shell;
using Bifrost.Connect.Plan;

namespace Bifrost.Cli.Deploy;

/// <summary>Plans that are kept in files between <c>plan --out</c> and <c>apply FILE</c>.</summary>
internal static class PlanFiles
{
    public static void Write(ConnectorPlan plan, string path, TimeProvider time)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, PlanFile.Of(plan, time).ToText());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be written: {e.Message}", inner: e);
        }
    }

    /// <exception cref="CommandException">The file cannot be read.</exception>
    /// <exception cref="PlanException">It is no plan.</exception>
    public static PlanFile Read(string path, string asGiven)
    {
        try
        {
            return PlanFile.Parse(File.ReadAllText(path), asGiven);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{asGiven} cannot be read: {e.Message} `bifrost plan --out FILE` writes a plan.", inner: e);
        }
    }
}
