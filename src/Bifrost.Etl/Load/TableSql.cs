using Bifrost.Etl.Tables;

namespace Bifrost.Etl.Load;

/// <summary>
/// The SQL that makes a table equal to a file for the years that the file covers. Names come from <see cref="EtlTable"/>, never from a file.
/// Grains are joined by equality on the blanks' stand-in, so that the planner can hash them, and compared again with
/// <c>IS NOT DISTINCT FROM</c>, so that the stand-in decides nothing.
/// </summary>
internal sealed class TableSql(EtlTable table)
{
    private readonly string _columns = string.Join(", ", table.Columns.Select(static column => column.Name));
    private readonly string _grain = string.Join(", ", table.Grain.Select(static column => column.Name));

    /// <summary>The file's rows as they are cleaned, one by one.</summary>
    public string CreateStage =>
        $"create temp table etl_stage (line bigint, {string.Join(", ", table.Columns.Select(static column => $"{column.Name} {column.SqlType}"))}) on commit drop";

    public string CopyStage => $"copy etl_stage (line, {_columns}) from stdin (format binary)";

    /// <summary>The file's rows straight into the table.</summary>
    public string CopyRows => $"copy {table.QualifiedName} ({_columns}) from stdin (format binary)";

    /// <summary>Whether a unique index, with blanks as values, keeps two rows of one grain out of the table.</summary>
    public string GuardsGrain =>
        $"""
        select exists (
            select from pg_index x
            where x.indrelid = '{table.QualifiedName}'::regclass and x.indisunique and x.indisvalid and x.indimmediate and x.indnullsnotdistinct and x.indpred is null
                and (select array_agg(a.attname::text order by a.attname::text collate "C") from pg_attribute a where a.attrelid = x.indrelid and a.attnum = any (x.indkey))
                    = array[{string.Join(", ", table.Grain.Select(static column => column.Name).Order(StringComparer.Ordinal).Select(static name => $"'{name}'"))}])
        """;

    /// <summary>The years that the table holds a row of; each is one look into the grain's index, which begins with it.</summary>
    public string YearsHeld(int earliest, int latest) =>
        $"select array_agg(y) from generate_series({earliest}, {latest}) y where exists (select from {table.QualifiedName} t where t.{table.Year.Name} = y)";

    /// <summary>One row per grain: the file's image.</summary>
    public string CreateImage =>
        $"create temp table etl_image on commit drop as select min(line) as line, {_grain}, sum(total)::integer as total from etl_stage group by {_grain}; analyze etl_image";

    /// <summary>The number of grains, and the years that they cover.</summary>
    public string ImageOf => $"select count(*), coalesce(array_agg(distinct {table.Year.Name}::integer), '{{}}') from etl_image";

    /// <summary>What differs between image and table: <c>i</c>, <c>u</c> or <c>d</c>.</summary>
    public string CreateChange =>
        $"""
        create temp table etl_change on commit drop as
        select t.id, i.line, {string.Join(", ", table.Grain.Select(static column => $"i.{column.Name}"))}, i.total, t.{table.Year.Name} as year,
            case when t.id is null then 'i' when i.line is null then 'd' else 'u' end as change
        from etl_image i
        full join (select * from {table.QualifiedName} where {table.Year.Name} in (select {table.Year.Name} from etl_image)) t
            on {string.Join(" and ", table.Grain.Select(Equal))}
        where t.id is null or i.line is null or t.total is distinct from i.total
        """;

    /// <summary>For each year that loses rows: the year, the rows it loses, the rows it had.</summary>
    public string Deletions =>
        $"""
        select c.year::integer, count(*), (select count(*) from {table.QualifiedName} t where t.{table.Year.Name} = c.year)
        from etl_change c where c.change = 'd' group by c.year order by c.year
        """;

    public string Delete => $"delete from {table.QualifiedName} t using etl_change c where c.change = 'd' and t.id = c.id";

    public string Update => $"update {table.QualifiedName} t set total = c.total, dt_carga = now() from etl_change c where c.change = 'u' and t.id = c.id";

    public string Insert => $"insert into {table.QualifiedName} ({_grain}, total) select {_grain}, total from etl_change where change = 'i' order by line";

    /// <summary>How many changes there are of each kind: inserts, updates, deletes.</summary>
    public string Counts =>
        "select count(*) filter (where change = 'i'), count(*) filter (where change = 'u'), count(*) filter (where change = 'd') from etl_change";

    public string Drop => "drop table if exists etl_stage, etl_image, etl_change";

    private static string Equal(EtlColumn column) => column.SqlType switch
    {
        "text" => $"coalesce(t.{column.Name}, '') = coalesce(i.{column.Name}, '') and t.{column.Name} is not distinct from i.{column.Name}",
        "boolean" => $"coalesce(t.{column.Name}, false) = coalesce(i.{column.Name}, false) and t.{column.Name} is not distinct from i.{column.Name}",
        _ => $"t.{column.Name} = i.{column.Name}",
    };
}
