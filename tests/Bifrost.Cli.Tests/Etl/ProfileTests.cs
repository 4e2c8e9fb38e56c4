using System.Text.Json;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;

namespace Bifrost.Cli.Tests.Etl;

public sealed class ProfileTests
{
    private const string Text = "ANO_OCORRENCIA;MES_OCORRENCIA;UF;MUNICIPIO;ESPECIE_ARMA;MARCA_ARMA;CALIBRE_ARMA;TIPO_OCORRENCIA;MAIS_1000_MIL_HAB;TOTAL\r\n"
        + "2024;01;AC;RIO BRANCO   ;Pistola  ;TAURUS  ;9x19mm  ;Furto  ;S;2\r\n2024;03;;  ;Revolver  ;ROSSI  ;.38  ;Roubo  ;N;5\r\n2024;13;AC;FEIJO  ;Pistola  ;TAURUS  ;9x19mm  ;Furto  ;S;1\r\n";

    private string _folder = "";

    [SetUp]
    public void Make()
    {
        _folder = Directory.CreateTempSubdirectory("bifrost-profile-").FullName;
        File.WriteAllText(Path.Combine(_folder, "OCORRENCIAS_2024.csv"), Text);
    }

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_file_is_shown_whole_without_a_topology_or_a_database()
    {
        var run = await CommandLineRun.InAsync(_folder, "etl", "profile", "OCORRENCIAS_2024.csv");
        run.Exit.ShouldBe(ExitCode.Fine, run.Error);
        run.Output.ShouldContain("raw.ocorrencias   3      1          0        2024-01 to 2024-03   7       2 to 5");
        run.Output.ShouldContain("mes_ocorrencia: out of range   1");
        run.Output.ShouldContain("Furto 1, Roubo 1");
        run.Output.ShouldNotContain("TAURUS");
        Directory.GetFileSystemEntries(_folder).Length.ShouldBe(1, "nothing is written");
    }

    [Test]
    public async Task Json_and_yaml_have_the_whole_profile()
    {
        var json = await CommandLineRun.InAsync(_folder, "etl", "profile", ".", "--output", "json");
        var profile = JsonDocument.Parse(json.Output).RootElement.GetProperty("profiles")[0];
        profile.GetProperty("firstMonth").GetString().ShouldBe("2024-01-01");
        profile.GetProperty("rejects")[0].GetProperty("reason").GetString().ShouldBe("outOfRange");
        profile.GetProperty("columns").GetArrayLength().ShouldBe(10);
        (await CommandLineRun.InAsync(_folder, "etl", "profile", ".", "--output", "yaml")).Output.ShouldContain("lastMonth: \"2024-03-01\"");
    }

    [Test]
    public async Task Without_a_file_the_profiles_of_what_was_loaded_are_shown()
    {
        (await CommandLineRun.InAsync(_folder, "etl", "profile")).Output.ShouldStartWith("Nothing was loaded yet");
        var json = await CommandLineRun.InAsync(_folder, "etl", "profile", ".", "--output", "json");
        var profiles = Directory.CreateDirectory(Path.Combine(_folder, ".bifrost", "etl", "profiles"));
        await File.WriteAllTextAsync(Path.Combine(profiles.FullName, "ocorrencias-2024.json"), JsonDocument.Parse(json.Output).RootElement.GetProperty("profiles")[0].GetRawText());
        (await CommandLineRun.InAsync(_folder, "etl", "profile")).Output.ShouldContain("OCORRENCIAS_2024.csv   raw.ocorrencias   3 ");
    }

    [Test]
    public async Task A_file_that_is_not_there_or_none_of_the_published_ones_is_a_fault()
    {
        (await CommandLineRun.InAsync(_folder, "etl", "profile", "none.csv")).Exit.ShouldBe(ExitCode.Fault);
        await File.WriteAllTextAsync(Path.Combine(_folder, "other.csv"), "a;b\n1;2\n");
        (await CommandLineRun.InAsync(_folder, "etl", "profile", "other.csv")).Error.ShouldContain("other.csv is none of the published files");
        (await CommandLineRun.InAsync(_folder, "etl", "profile", ".")).Error.ShouldContain("warning: other.csv is none of the published files; it was passed over.");
    }
}
