using System.IO.Compression;
using System.Text;
using Bifrost.Etl.Extract;

namespace Bifrost.Etl.Tests.Extract;

/// <summary>Input files in memory.</summary>
internal static class Inputs
{
    public const string Header = "ANO_EMISSAO;MES_MISSAO;UF;MUNICIPIO;TIPO;STATUS;ABRANGENCIA;ESPECIE_ARMA;MARCA_ARMA;CALIBRE_ARMA;SEXO;TOTAL";

    public static InputFile Of(byte[] bytes, string name = "file.csv") => new(name, () => new MemoryStream(bytes), 0);

    public static InputFile Of(string text, Encoding? encoding = null) => Of((encoding ?? Encoding.Latin1).GetBytes(text));

    public static byte[] Compressed(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
            gzip.Write(Encoding.Latin1.GetBytes(text));
        return bytes.ToArray();
    }

    public static SourceFile? Open(InputFile file) => SourceFile.Open(file, default);

    public static string FaultOf(InputFile file) => Should.Throw<EtlException>(() => SourceFile.Open(file, default)).Message;

    /// <summary>Line number and fields of every record.</summary>
    public static List<(long Line, string[] Fields, bool IsMalformed)> Records(InputFile file)
    {
        using var reader = Open(file)!.Read();
        var records = new List<(long, string[], bool)>();
        while (reader.Read())
            records.Add((reader.Line, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.Field)], reader.IsMalformed));
        return records;
    }
}
