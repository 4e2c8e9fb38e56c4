using Bifrost.Etl.Rejects;
using Bifrost.Etl.Tables;
using Bifrost.Postgres.Failures;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Etl.Load;

/// <summary>The wording of what can go wrong between cleaned rows and the database. PostgreSQL's DETAIL is never shown: it carries row values.</summary>
internal static class LoadFaults
{
    public static EtlException TooManyRejects(string file, long rejected, long read, RejectLimit limit, string rejectFile) =>
        new($"{file}: {rejected} of {read} rows were rejected, more than the limit of {limit}. Nothing was loaded. "
            + $"{rejectFile} names each line and the reason; mend the file, or raise --max-rejects.");

    public static EtlException SameYears(string file, string earlier, EtlTable table, IEnumerable<int> years) =>
        new($"{earlier} and {file} both cover {table.Name} of {string.Join(", ", years)}, and nothing says which is the later issue. Nothing was loaded. "
            + $"Name them in the order of issue: --input {earlier} --input {file}.");

    public static EtlException TooManyDeletions(string file, EtlTable table, int year, long lost, long had, decimal maxPercent) =>
        new($"{file} would delete {lost} of the {had} rows of {table.QualifiedName} for {year}, more than {maxPercent:0.##} %. Nothing was loaded. "
            + "The file may be cut short or carry a wrong year; if it is meant, raise --max-deletes.");

    public static EtlException MissingTable(EtlTable table, DatabaseEndpoint database) =>
        new($"The table {table.QualifiedName} is not there in {database}. `bifrost up` creates it.");

    public static EtlException NotAllowed(EtlTable table, string privileges, DatabaseEndpoint database) =>
        new($"{database.User} may not {privileges} {table.QualifiedName} in {database.Database}. Grant it: "
            + $"grant usage on schema {SampleTables.Schema} to {database.User}; grant select, insert, update, delete on {table.QualifiedName} to {database.User};");

    /// <summary>One sentence for what the database, or the way to it, answered.</summary>
    public static EtlException Database(Exception failure, DatabaseEndpoint database) => failure switch
    {
        PostgresException { SqlState: "28P01" or "28000" } => new($"{database} refuses the login: user or password is wrong. Nothing was loaded.", failure),
        PostgresException { SqlState: "3D000" } => new($"There is no database {database.Database} at {database.Host}:{database.Port}. `bifrost up` creates it.", failure),
        PostgresException { SqlState: "42703" } refused => new($"A table in {database} is not shaped as the load expects: {refused.MessageText}.", failure),
        PostgresException { SqlState: "22003" } => new($"The totals of rows that became one do not fit an integer. Nothing was loaded.", failure),
        PostgresException refused => new($"{database} refused the load: {PostgresFailures.Describe(refused)}. Nothing was loaded.", failure),
        _ => new($"{database} does not answer: {failure.InnerException?.Message ?? failure.Message}. Nothing was loaded. Is it up? `bifrost up` starts the local one.", failure),
    };
}
