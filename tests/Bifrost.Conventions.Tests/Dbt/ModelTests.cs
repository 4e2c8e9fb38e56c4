using System.Text.RegularExpressions;
using Bifrost.Conventions.Tests.House;

namespace Bifrost.Conventions.Tests.Dbt;

/// <summary>The rules of the dbt project that dbt itself does not hold.</summary>
public sealed partial class ModelTests
{
    private static readonly Dictionary<string, string> PrefixOfFolder = new()
    {
        ["staging"] = "stg_",
        ["intermediate"] = "int_",
        ["dimensions"] = "dim_",
        ["facts"] = "fct_",
        ["marts"] = "rpt_",
    };

    private static string Models => Path.Combine(Repository.Root, "dbt", "models");

    private static IEnumerable<string> Files => Directory.EnumerateFiles(Models, "*.sql", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\b(now\s*\(|current_(date|time|timestamp)|clock_timestamp|statement_timestamp|random\s*\(|run_query)", RegexOptions.IgnoreCase)]
    private static partial Regex Unrepeatable { get; }

    [GeneratedRegex(@"^(?!    left join).*\bjoin\b", RegexOptions.Multiline)]
    private static partial Regex JoinThatLosesRows { get; }

    [Test]
    public void Every_model_has_its_description_beside_it() => Files.Where(static file => !File.Exists(Path.ChangeExtension(file, ".yml"))).ShouldBeEmpty();

    [Test]
    public void Prefix_and_folder_of_a_model_agree() =>
        Files.Where(static file => !Path.GetFileName(file).StartsWith(PrefixOfFolder[Path.GetRelativePath(Models, file).Split('/')[0]], StringComparison.Ordinal)).ShouldBeEmpty();

    [Test]
    public void No_model_depends_on_when_it_is_built_or_asks_the_database_while_compiling() => Files.Where(static file => Unrepeatable.IsMatch(File.ReadAllText(file))).ShouldBeEmpty();

    [Test]
    public void Only_staging_reads_sources_and_the_reconciliation_which_looks_past_it() =>
        Files.Where(static file => File.ReadAllText(file).Contains("source(", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(["rpt_reconciliation", "stg_sinarm__ocorrencias", "stg_sinarm__portes", "stg_sinarm__registros"], ignoreOrder: true);

    [Test]
    public void Rows_of_a_fact_meet_their_dimensions_by_left_joins_alone() =>
        Files.Where(static file => file.EndsWith("_keyed.sql", StringComparison.Ordinal) && JoinThatLosesRows.IsMatch(File.ReadAllText(file))).ShouldBeEmpty();

    [TestCase("ufs.csv", "ibge_ufs.csv")]
    [TestCase("municipios.csv", "ibge_municipalities.csv")]
    public void The_places_of_the_models_are_those_of_the_etl(string etl, string seed) =>
        Repository.Read($"dbt/seeds/{seed}").ReplaceLineEndings().ShouldBe(Repository.Read($"src/Bifrost.Etl/Places/{etl}").ReplaceLineEndings());
}
