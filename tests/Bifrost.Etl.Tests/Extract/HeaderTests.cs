using Bifrost.Etl.Tables;

namespace Bifrost.Etl.Tests.Extract;

public sealed class HeaderTests
{
    [TestCase(Inputs.Header, "portes")]
    [TestCase("ANO_EMISSAO;MES_EMISSAO;UF;MUNICIPIO;TIPO;STATUS;ABRANGENCIA;ESPECIE_ARMA;MARCA_ARMA;CALIBRE_ARMA;SEXO;TOTAL", "portes")]
    [TestCase("Ano_Emissão;Mês_Missão;UF;Município;Tipo;Status;Abrangência;Espécie Arma;Marca_Arma;Calibre_Arma;Sexo;Total", "portes")]
    [TestCase("ANO_EMISSAO;MES_EMISSAO;UF;MUNICIPIO;STATUS_REGISTRO;ESPECIE_ARMA;MARCA_ARMA;CALIBRE_ARMA;SEXO;CATEGORIA;TOTAL", "registros")]
    [TestCase("ANO_EMISSAO;MES_MISSAO;UF;MUNICIPIO;STATUS;ESPECIE_ARMA;MARCA_ARMA;CALIBRE_ARMA;SEXO;CATEGORIA;TOTAL", "registros")]
    [TestCase("TOTAL;ANO_OCORRENCIA;MES_OCORRENCIA;UF;MUNICIPIO;ESPECIE_ARMA;MARCA_ARMA;CALIBRE_ARMA;TIPO_OCORRENCIA;MAIS_1000_MIL_HAB", "ocorrencias")]
    public void The_header_says_what_a_file_is_however_it_is_spelt_and_ordered(string header, string table) =>
        Inputs.Open(Inputs.Of(header + "\r\n"))!.Table.Name.ShouldBe(table);

    [Test]
    public void A_file_of_another_kind_is_not_recognised()
    {
        Inputs.Open(Inputs.Of("id;name\r\n1;x\r\n")).ShouldBeNull();
        Inputs.Open(Inputs.Of("")).ShouldBeNull();
    }

    [TestCase(',', "\",\"")]
    [TestCase('\t', "a tab")]
    [TestCase('|', "\"|\"")]
    public void A_wrong_delimiter_is_named(char delimiter, string named) =>
        Inputs.FaultOf(Inputs.Of(Inputs.Header.Replace(';', delimiter) + "\r\n")).ShouldContain($"file.csv is delimited by {named}; the published files use \";\"");

    [Test]
    public void Missing_and_unknown_columns_are_named_all_at_once_with_the_nearest()
    {
        var fault = Inputs.FaultOf(Inputs.Of(Inputs.Header.Replace("SEXO;", "").Replace("CALIBRE_ARMA", "CALIBRE_ARMAS").Replace("TOTAL", "COR;TOTAL") + "\r\n"));
        fault.ShouldContain("file.csv has the header of portes, but");
        fault.ShouldContain("the column SEXO is missing");
        fault.ShouldContain("the column CALIBRE_ARMA is missing (CALIBRE_ARMAS is near it)");
        fault.ShouldContain("the column CALIBRE_ARMAS is unknown (did you mean CALIBRE_ARMA?)");
        fault.ShouldContain("the column COR is unknown");
    }

    [Test]
    public void A_column_that_is_there_twice_is_named() =>
        Inputs.FaultOf(Inputs.Of(Inputs.Header + ";MES_EMISSAO\r\n")).ShouldContain("the column MES_EMISSAO is there twice");

    [Test]
    public void The_script_creates_every_table_with_its_columns_and_types()
    {
        foreach (var table in EtlTable.All)
        {
            var created = SampleTables.Script[SampleTables.Script.IndexOf($"create table if not exists {table.QualifiedName} ", StringComparison.Ordinal)..];
            created = created[..created.IndexOf(");", StringComparison.Ordinal)];
            foreach (var column in table.Columns)
                created.ShouldContain($"\n    {column.Name} {column.SqlType}");
            created.ReplaceLineEndings(" ").ShouldContain(string.Join(", ", table.Grain.Select(static column => column.Name)));
        }
    }
}
