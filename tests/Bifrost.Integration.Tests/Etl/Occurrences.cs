namespace Bifrost.Integration.Tests.Etl;

/// <summary>Files of incidents, as published, of any rows.</summary>
internal static class Occurrences
{
    public const string Header = "ANO_OCORRENCIA;MES_OCORRENCIA;UF;MUNICIPIO;ESPECIE_ARMA;MARCA_ARMA;CALIBRE_ARMA;TIPO_OCORRENCIA;MAIS_1000_MIL_HAB;TOTAL\r\n";

    /// <param name="number">Tells the row from others of its month.</param>
    public static string Row(int number, string month = "01", string total = "1", int year = 2024, string place = "RIO BRANCO", string uf = "AC") =>
        $"{year};{month};{uf};{place}       ;Pistola  ;MARCA {number}  ;.38  ;Furto de Arma de Fogo   ;S;{total}\r\n";
}
