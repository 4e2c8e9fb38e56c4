namespace Bifrost.Etl.Tables;

/// <summary>One of the published tables: its name in the schema <c>raw</c>, and its columns in the order in which they are published.</summary>
public sealed record EtlTable(string Name, IReadOnlyList<EtlColumn> Columns)
{
    /// <summary>Incidents with weapons: thefts, seizures, recoveries and the like.</summary>
    public static EtlTable Ocorrencias { get; } = new("ocorrencias",
    [
        new("ano_ocorrencia", ColumnKind.Year),
        new("mes_ocorrencia", ColumnKind.Month),
        new("uf", ColumnKind.FederativeUnit, 2),
        new("municipio", ColumnKind.Municipality, 35),
        new("especie_arma", ColumnKind.Words, 50),
        new("marca_arma", ColumnKind.Mark, 70),
        new("calibre_arma", ColumnKind.Mark, 50),
        new("tipo_ocorrencia", ColumnKind.Words, 74),
        new("mais_1000_mil_hab", ColumnKind.Flag),
        new("total", ColumnKind.Total),
    ]);

    /// <summary>Permits to carry a weapon.</summary>
    public static EtlTable Portes { get; } = new("portes",
    [
        new("ano_emissao", ColumnKind.Year),
        new("mes_emissao", ColumnKind.Month, 0, "MES_MISSAO"),
        new("uf", ColumnKind.FederativeUnit, 2),
        new("municipio", ColumnKind.Municipality, 35),
        new("tipo", ColumnKind.Words, 23),
        new("status", ColumnKind.Words, 14),
        new("abrangencia", ColumnKind.Words, 10),
        new("especie_arma", ColumnKind.Words, 50),
        new("marca_arma", ColumnKind.Mark, 70),
        new("calibre_arma", ColumnKind.Mark, 50),
        new("sexo", ColumnKind.Code, 1),
        new("total", ColumnKind.Total),
    ]);

    /// <summary>Registrations of weapons.</summary>
    public static EtlTable Registros { get; } = new("registros",
    [
        new("ano_emissao", ColumnKind.Year),
        new("mes_emissao", ColumnKind.Month, 0, "MES_MISSAO"),
        new("uf", ColumnKind.FederativeUnit, 2),
        new("municipio", ColumnKind.Municipality, 35),
        new("status_registro", ColumnKind.Words, 14, "STATUS"),
        new("especie_arma", ColumnKind.Words, 50),
        new("marca_arma", ColumnKind.Mark, 70),
        new("calibre_arma", ColumnKind.Mark, 50),
        new("sexo", ColumnKind.Code, 1),
        new("categoria", ColumnKind.Words, 40),
        new("total", ColumnKind.Total),
    ]);

    /// <summary>Every table that a file can be for.</summary>
    public static IReadOnlyList<EtlTable> All { get; } = [Ocorrencias, Portes, Registros];

    /// <summary>The table of that name; null where there is none.</summary>
    public static EtlTable? Named(string name) => All.FirstOrDefault(table => table.Name == name);

    /// <summary>The name with its schema, as it is written in SQL and in reports.</summary>
    public string QualifiedName => $"{SampleTables.Schema}.{Name}";

    /// <summary>The columns that tell one row from another: all but the total.</summary>
    public IEnumerable<EtlColumn> Grain => Columns.Where(static column => column.IsGrain);

    /// <summary>The column of the year; files are issued and re-issued by year.</summary>
    public EtlColumn Year => Columns.First(static column => column.Kind == ColumnKind.Year);
}
