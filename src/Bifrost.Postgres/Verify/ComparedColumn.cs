using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Source;

namespace Bifrost.Postgres.Verify;

/// <summary>A target column and how its value is written as text on either side, so that equal rows have equal text.</summary>
/// <param name="Name">Its name on the target.</param>
/// <param name="Type">Its type on the target.</param>
/// <param name="AsText">Compared as text because the source's type is another one that cannot be cast to it there.</param>
/// <param name="OnWire">The stream carries what it is made of; generated columns are not on it.</param>
internal sealed record ComparedColumn(string Name, string Type, bool AsText, bool OnWire)
{
    /// <summary>The column on the target.</summary>
    public string OnTarget => AsText ? TextOf(SqlText.Name(Name)) : SqlText.Name(Name);

    /// <summary>A text that the stream carried, as the target would hold it.</summary>
    public string FromText(string expression) => AsText ? expression : $"{expression}::{Type}";

    /// <summary>The value that the source's row should have become; types that differ are cast as the target's input would.</summary>
    public string OnSource(ColumnOrigin? origin, SourceColumn? column) => origin switch
    {
        ColumnOrigin.FromSource when column is not null => Cast(column),
        ColumnOrigin.Masked masked when column is not null => $"case when {SqlText.Name(column.Name)} is not null then {FromText(SqlText.Literal(masked.Replacement))} end",
        ColumnOrigin.Constant { Text: { } text } => FromText(SqlText.Literal(text)),
        _ => $"null::{(AsText ? "text" : Type)}",
    };

    /// <summary>The output function's text: a cast to text is another one for <c>boolean</c> and <c>character(n)</c>.</summary>
    public static string TextOf(string expression) => $"case when {expression} is not null then concat({expression}) end";

    /// <summary>A type of PostgreSQL's own, which any server has: others print with their schema here.</summary>
    public static bool IsBuiltIn(string type) => !type.Split('(')[0].Contains('.', StringComparison.Ordinal);

    private string Cast(SourceColumn column)
    {
        var name = SqlText.Name(column.Name);
        if (AsText)
            return TextOf(name);
        return column.Type == Type ? name : $"case when {name} is not null then concat({name})::{Type} end";
    }
}
