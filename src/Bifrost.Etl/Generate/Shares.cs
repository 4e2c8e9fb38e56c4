using Bifrost.Etl.Tables;

namespace Bifrost.Etl.Generate;

/// <summary>
/// The values of a table's closed sets and their shares. Those of incidents and permits are near the real files of 2024 and 2025. No real file of
/// registrations is at hand: their categories and shares are invented.
/// </summary>
internal static class Shares
{
    private static readonly Dictionary<string, (string, double)[]> Ocorrencias = new()
    {
        ["tipo_ocorrencia"] =
        [
            ("Apreensão de Arma de Fogo", 25), ("Furto de Arma de Fogo", 17), ("Apostilada no Exercito", 17), ("Campanha do Desarmamento", 13),
            ("Recuperação de Arma de Fogo", 11), ("Extravio/Perda de Arma de Fogo", 7), ("Remetida ao Exército para destruição", 5), ("Roubo de Arma de Fogo", 3),
            ("Arrecadação", 1), ("Sub Judice", 1),
        ],
    };

    private static readonly Dictionary<string, (string, double)[]> Portes = new()
    {
        ["tipo"] = [("Funcional", 57), ("Defesa Pessoal", 39), ("Segurança Dignitário", 4)],
        ["status"] = [("Ativo - Válido", 90), ("Cancelado", 6), ("Vencido", 4)],
        ["abrangencia"] = [("Estadual", 84), ("Nacional", 15), ("Regional", 1)],
        ["sexo"] = [("M", 82), ("F", 15), ("", 3)],
    };

    private static readonly Dictionary<string, (string, double)[]> Registros = new()
    {
        ["status_registro"] = [("Ativo", 78), ("Vencido", 17), ("Cancelado", 5)],
        ["sexo"] = [("M", 90), ("F", 7), ("", 3)],
        ["categoria"] =
        [
            ("Cidadão", 62), ("Servidor Público", 14), ("Empresa de Segurança Privada", 9), ("Órgão Público", 7), ("Caçador de Subsistência", 4), ("Magistrado", 2),
            ("Membro do Ministério Público", 2),
        ],
    };

    /// <summary>Shares of a total of 1, 2, 3, …: most rows count one weapon.</summary>
    public static WeightedValues<int> Totals { get; } =
        new([(1, 88), (2, 8), (3, 2), (4, 0.8), (5, 0.5), (6, 0.3), (8, 0.2), (12, 0.1), (20, 0.1)]);

    /// <summary>The values of a column that is one of a closed set; null for a column that is not.</summary>
    public static WeightedValues<string>? Of(EtlTable table, EtlColumn column)
    {
        var known = table == EtlTable.Ocorrencias ? Ocorrencias : table == EtlTable.Portes ? Portes : Registros;
        return known.TryGetValue(column.Name, out var values) ? new(values.Select(static value => (value.Item1, value.Item2))) : null;
    }
}
