using Bifrost.Stack.Plan;

namespace Bifrost.Stack.Roles;

/// <summary>The source's table of signals, with the columns that Debezium asks for. Every statement may run again and changes nothing then.</summary>
internal static class SignalTable
{
    /// <summary>The connector's user writes to it, too: an incremental snapshot marks its windows there, and <c>bifrost snapshot</c> asks as that user.</summary>
    public static IEnumerable<string> Statements(SourcePlan plan, string table)
    {
        var parts = table.Split('.', 2);
        var (schema, name, user) = (Sql.Name(parts[0]), $"{Sql.Name(parts[0])}.{Sql.Name(parts[1])}", Sql.Name(plan.Login.User));
        yield return Sql.Schema(parts[0], plan.Owner);
        yield return $"create table if not exists {name} (id varchar(64) primary key, type varchar(32) not null, data text)";
        yield return $"alter table {name} owner to {Sql.Name(plan.Owner)}";
        yield return $"grant usage on schema {schema} to {user}";
        yield return $"grant select, insert on {name} to {user}";
    }
}
