namespace Bifrost.Analytics.Dbt;

/// <summary>The wording of what is wrong with dbt, or of what it says.</summary>
internal static class DbtFaults
{
    private const string Supported = "Supported are dbt-core 1.11 with dbt-postgres 1.10 or 1.11 (pip install 'dbt-core~=1.11.0' 'dbt-postgres~=1.10')";

    public static ModelsException NotFound() => new(
        $"There is no dbt on the PATH, and BIFROST_DBT names none. {Supported}. `--with sql` builds the same models without dbt.");

    public static ModelsException NotAProgram(string path) => new($"BIFROST_DBT names {path}, which is not there. Name the program dbt, or unset it.");

    public static ModelsException NoProject(string folder) => new($"There is no dbt project in {folder}: it stands in dbt/ beside the topology. `--with sql` builds the models that this build carries.");

    public static ModelsException NotRunnable(string path, Exception inner) => new($"{path} cannot be run: {inner.Message}", inner);

    public static ModelsException NoVersion(string path) => new($"{path} does not say its versions as dbt does (`{path} --version`). {Supported}. `--with sql` builds the same models without dbt.");

    public static ModelsException OtherVersion(string path, string core, string? postgres) => new(
        $"{path} is dbt-core {core}{(postgres is null ? " without dbt-postgres" : $" with dbt-postgres {postgres}")}. {Supported}. `--with sql` builds the same models without dbt.");

    public static ModelsException Failed(string what, int code, IReadOnlyList<string> said) =>
        new($"{what} ended with code {code}{(said.Count == 0 ? "." : $":{Environment.NewLine}{string.Join(Environment.NewLine, said)}")}");
}
