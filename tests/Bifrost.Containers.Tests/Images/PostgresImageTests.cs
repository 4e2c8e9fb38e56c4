using Bifrost.Containers.Tests.Projects;

namespace Bifrost.Containers.Tests.Images;

/// <summary>That the stand-in keeps to the interface of docker.io/library/postgres.</summary>
public sealed class PostgresImageTests
{
    private static string Image => TestImages.Variables["POSTGRES_IMAGE"];

    [Test]
    public async Task It_makes_the_database_answers_with_the_given_password_only_and_keeps_both_over_a_restart()
    {
        var engine = await TestImages.SharedAsync();
        await using var server = await Container.RunAsync(engine, "--cap-drop", "ALL", "--cap-add", "CHOWN", "--cap-add", "DAC_OVERRIDE", "--cap-add", "FOWNER", "--cap-add", "SETGID", "--cap-add", "SETUID",
            "--security-opt", "no-new-privileges:true", "--env", "POSTGRES_PASSWORD=right", "--env", "POSTGRES_DB=thordb", "--env", "POSTGRES_INITDB_ARGS=--data-checksums --auth-host=scram-sha-256",
            Image, "postgres", "-c", "wal_level=logical");
        await server.UntilAsync("pg_isready", "--quiet", "--host=127.0.0.1", "--username=postgres", "--dbname=thordb");
        (await QueryAsync(server, "right", "show wal_level")).Must().ShouldBe("logical");
        (await QueryAsync(server, "right", "show data_checksums")).Must().ShouldBe("on");
        (await QueryAsync(server, "wrong", "select 1")).Error.ShouldContain("password authentication failed");
        (await QueryAsync(server, "right", "create table kept ()")).Must();
        (await server.ExecAsync("cat", "/proc/1/loginuid", "/proc/1/status")).Must().ShouldContain("Uid:\t999\t999");
        (await engine.DockerAsync("restart", server.Id)).Must();
        await server.UntilAsync("pg_isready", "--quiet", "--host=127.0.0.1", "--username=postgres", "--dbname=thordb");
        (await QueryAsync(server, "right", "select count(*) from kept")).Must().ShouldBe("0");
    }

    [Test]
    public async Task It_refuses_to_start_without_a_password_and_on_a_data_folder_of_another_major_version()
    {
        var engine = await TestImages.SharedAsync();
        var without = await engine.DockerAsync("run", "--rm", Image);
        without.ExitCode.ShouldBe(1);
        without.Error.ShouldContain("superuser password is not specified");
        var older = await engine.DockerAsync("run", "--rm", "--env", "POSTGRES_PASSWORD=x", "--entrypoint", "bash", Image, "-c", "gosu postgres initdb --no-sync && echo 14 >\"$PGDATA/PG_VERSION\" && exec docker-entrypoint.sh postgres");
        older.ExitCode.ShouldBe(1);
        older.Error.ShouldContain("database files are incompatible with server");
    }

    [Test]
    public async Task Its_scripts_run_before_it_listens_and_the_password_may_stand_in_a_file()
    {
        var engine = await TestImages.SharedAsync();
        const string Prepare = "echo right >/tmp/password; chmod 444 /tmp/password; echo 'create table made ()' >/docker-entrypoint-initdb.d/1.sql; exec docker-entrypoint.sh postgres";
        await using var server = await Container.RunAsync(engine, "--env", "POSTGRES_PASSWORD_FILE=/tmp/password", "--env", "POSTGRES_INITDB_ARGS=--auth-host=scram-sha-256", "--entrypoint", "bash", Image, "-c", Prepare);
        await server.UntilAsync("pg_isready", "--quiet", "--host=127.0.0.1", "--username=postgres");
        (await QueryAsync(server, "right", "select count(*) from made", "postgres")).Must().ShouldBe("0");
    }

    private static Task<Engine.Ended> QueryAsync(Container server, string password, string query, string database = "thordb") =>
        server.ExecAsync("env", $"PGPASSWORD={password}", "psql", "--host=127.0.0.1", "--username=postgres", $"--dbname={database}", "--no-align", "--tuples-only", $"--command={query}");
}
