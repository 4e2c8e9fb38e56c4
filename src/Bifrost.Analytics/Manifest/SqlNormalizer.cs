using System.Text;

namespace Bifrost.Analytics.Manifest;

/// <summary>Makes compiled SQL the same wherever it was compiled: without the database's name, without blanks at line ends, without runs of empty lines.</summary>
/// <param name="databases">Names of the databases that dbt compiled for.</param>
internal sealed class SqlNormalizer(IReadOnlyCollection<string> databases)
{
    public string Normal(string sql)
    {
        foreach (var database in databases)
            sql = sql.Replace($"\"{database}\".", "", StringComparison.Ordinal);
        var text = new StringBuilder();
        var empty = true;
        foreach (var line in sql.ReplaceLineEndings("\n").Split('\n').Select(static line => line.TrimEnd()))
        {
            if (line.Length > 0 || !empty)
                text.Append(line).Append('\n');
            empty = line.Length == 0;
        }
        return text.ToString().Trim('\n') + "\n";
    }
}
