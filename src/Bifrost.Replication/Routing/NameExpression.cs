using System.Text.RegularExpressions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;

namespace Bifrost.Replication.Routing;

/// <summary>An anchored regular expression of whole names, blind to case as Debezium's are.</summary>
internal static class NameExpression
{
    /// <summary>Names are short: only an expression that backtracks without end takes a second.</summary>
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    public static Predicate<TableName> Parse(string expression)
    {
        try
        {
            var regex = new Regex($@"\A(?:{expression})\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, MatchTimeout);
            return table => regex.IsMatch(table.ToString());
        }
        catch (ArgumentException e)
        {
            throw new ReplicationException(FailureKind.Setup, $"'{expression}' is no regular expression: {e.Message}", e);
        }
    }
}
