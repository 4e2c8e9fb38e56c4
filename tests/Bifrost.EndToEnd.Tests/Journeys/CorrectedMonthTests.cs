using Bifrost.EndToEnd.Tests.CommandLine;

namespace Bifrost.EndToEnd.Tests.Journeys;

public sealed class CorrectedMonthTests
{
    private const string Header = "ANO_EMISSAO;MES_MISSAO;UF;MUNICIPIO;TIPO;STATUS;ABRANGENCIA;ESPECIE_ARMA;MARCA_ARMA;CALIBRE_ARMA;SEXO;TOTAL";

    private const string Permits =
        """
        select string_agg(format('%s %s %s', months.year_month, municipalities.municipality, permits.total), ', ' order by months.month, municipalities.municipality)
        from star.fct_permits permits join star.dim_months months using (month_key) join star.dim_municipalities municipalities using (municipality_key)
        """;

    private const string January = "select permits.xmin::text from star.fct_permits permits join star.dim_months months using (month_key) where months.year_month = '2023-01'";

    [Test]
    public async Task A_month_that_is_published_again_reaches_both_stars_and_leaves_the_other_months_alone()
    {
        await using var place = Workplace.WithSample();
        await place.MustAsync("up");
        await place.MustAsync("apply");
        await TravelAsync(place, "01;SP;CAMPINAS;4", "02;SP;CAMPINAS;3", "02;RJ;PARATY;2");
        var untouched = new Dictionary<string, string?>();
        foreach (var replica in new[] { "mjolnir", "stormbreaker" })
        {
            (await place.ScalarAsync<string>(place.Superuser(replica), Permits)).ShouldBe("2023-01 Campinas 4, 2023-02 Campinas 3, 2023-02 Paraty 2", replica);
            untouched[replica] = await place.ScalarAsync<string>(place.Superuser(replica), January);
        }

        await TravelAsync(place, "01;SP;CAMPINAS;4", "02;SP;CAMPINAS;5", "02;SP;SANTOS;7");
        foreach (var replica in new[] { "mjolnir", "stormbreaker" })
        {
            (await place.ScalarAsync<string>(place.Superuser(replica), Permits)).ShouldBe("2023-01 Campinas 4, 2023-02 Campinas 5, 2023-02 Santos 7", replica);
            (await place.ScalarAsync<string>(place.Superuser(replica), January)).ShouldBe(untouched[replica], replica);
        }
    }

    /// <summary>From a file of permits of 2023 (month, UF, municipality, total) to the star of every replica.</summary>
    private static async Task TravelAsync(Workplace place, params string[] rows)
    {
        File.WriteAllLines(Path.Combine(place.Folder, "PORTES_2023.csv"), rows.Select(static row => row.Split(';'))
            .Select(static row => $"2023;{row[0]};{row[1]};{row[2]};DEFESA PESSOAL;ATIVO;ESTADUAL;PISTOLA;TAURUS;.380;M;{row[3]}").Prepend(Header));
        await place.MustAsync("etl run --input PORTES_2023.csv");
        await place.MustAsync("status --wait --caught-up");
        await place.MustAsync("models run --all --with sql");
    }
}
