using System.Diagnostics;
using Bifrost.Stack;
using Bifrost.Stack.Servers;
using Bifrost.Topology;

namespace Bifrost.Integration.Tests.Stack;

/// <summary>Up, down and destroy: again, after an interruption, and beside other people's processes.</summary>
public sealed class LifeOfAStackTests
{
    private ScratchStack _stack = null!;

    [SetUp]
    public void Prepare() => _stack = new ScratchStack();

    [TearDown]
    public async Task DestroyAsync() => await _stack.DisposeAsync();

    [Test]
    public async Task Up_again_changes_nothing_and_down_and_up_keep_rows_ports_and_passwords()
    {
        var first = await _stack.UpAsync();
        var env = await File.ReadAllTextAsync(first.EnvironmentFile);
        File.GetUnixFileMode(first.EnvironmentFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await _stack.OpenAsync("ETL").ExecuteAsync("insert into raw.t (v) values ('kept')");

        var second = await _stack.UpAsync();
        second.Worker.ShouldBe(first.Worker);
        second.Servers.ShouldBe(first.Servers);
        (await File.ReadAllTextAsync(first.EnvironmentFile)).ShouldBe(env);

        await _stack.Stack.DownAsync();
        await _stack.Stack.DownAsync();
        var down = await _stack.Stack.StatusAsync();
        down.Servers.ShouldAllBe(static server => !server.IsRunning);
        down.Worker.ShouldBeNull();

        await _stack.UpAsync();
        (await File.ReadAllTextAsync(first.EnvironmentFile)).ShouldBe(env);
        (await _stack.OpenAsync("SRC").ScalarAsync("select v from raw.t")).ShouldBe("kept");
    }

    [Test]
    public async Task Destroy_deletes_what_up_made_and_nothing_else()
    {
        Directory.CreateDirectory(_stack.Folder);
        var foreign = Path.Combine(_stack.Folder, "notes.txt");
        await File.WriteAllTextAsync(foreign, "mine");
        await _stack.UpAsync();
        foreach (var folder in new[] { "etl/profiles", "dbt/dst", "report" })
            await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(_stack.Folder, folder)).FullName, "file"), "made again at any time");
        var rejected = Path.Combine(_stack.Folder, "etl", "rejected.csv");
        await File.WriteAllTextAsync(rejected, "looked at later");
        await _stack.Stack.DestroyAsync();
        await _stack.Stack.DestroyAsync();
        Directory.GetFiles(_stack.Folder, "*", SearchOption.AllDirectories).ShouldBe([foreign, rejected], ignoreOrder: true);
        Directory.GetDirectories(_stack.Folder, "*", SearchOption.AllDirectories).ShouldBe([Path.GetDirectoryName(rejected)!]);
    }

    [Test]
    public async Task A_folder_of_somebody_else_is_neither_used_nor_deleted()
    {
        Directory.CreateDirectory(Path.Combine(_stack.Folder, "servers"));
        (await Should.ThrowAsync<StackException>(_stack.UpAsync)).Message.ShouldContain("holds 'servers', which up did not make");
        await _stack.Stack.DestroyAsync();
        Directory.Exists(Path.Combine(_stack.Folder, "servers")).ShouldBeTrue();
    }

    [Test]
    public async Task An_up_that_was_interrupted_anywhere_is_completed_by_the_next()
    {
        await _stack.UpAsync();
        await _stack.Stack.DownAsync();
        var source = Path.Combine(_stack.Folder, "servers", "src");
        var target = Path.Combine(_stack.Folder, "servers", "dst");
        // As after a kill in the middle of initdb of one server, and before the env file came with the other's passwords.
        Directory.Move(Path.Combine(source, "data"), Path.Combine(source, "data.half"));
        File.Delete(Path.Combine(source, "data.half", "PG_VERSION"));
        await File.WriteAllTextAsync(Path.Combine(source, ".pw"), "left behind");
        File.Delete(Path.Combine(_stack.Folder, "env"));

        await _stack.UpAsync();
        Directory.GetDirectories(source).Select(static folder => Path.GetFileName(folder)).ShouldBe(["data"]);
        File.Exists(Path.Combine(source, ".pw")).ShouldBeFalse();
        Directory.Exists(Path.Combine(target, "data")).ShouldBeTrue();
        (await _stack.OpenAsync("DST").ScalarAsync("select 1")).ShouldBe(1);
        (await _stack.OpenAsync("SRC").ScalarAsync("select count(*) from raw.t")).ShouldBe(0L);

        // As after a kill between the start of a server and the last of its roles.
        await _stack.OpenAsSuperuserAsync("SRC").ExecuteAsync("drop publication bifrost_src; drop schema raw cascade; drop owned by src_etl; drop role src_etl");
        await _stack.UpAsync();
        (await _stack.OpenAsync("ETL").ScalarAsync("select count(*) from raw.t")).ShouldBe(0L);
        (await _stack.OpenAsync("SRC").ScalarAsync("select count(*) from pg_publication_tables where pubname = 'bifrost_src' and schemaname = 'raw'")).ShouldBe(1L);
    }

    [Test]
    public async Task A_stack_that_was_made_before_gains_the_heartbeats_and_the_login_of_models()
    {
        var wanted = _stack.Topology;
        _stack.Topology = wanted with
        {
            Sources = [wanted.Sources[0] with { Heartbeat = wanted.Sources[0].Heartbeat with { Table = null } }],
            Targets = [wanted.Targets[0] with { Models = null }],
        };
        await _stack.UpAsync();
        _stack.Variables.Keys.ShouldNotContain("MODELS_USER");
        // As a sink made it, before there was anybody to read it.
        await _stack.OpenAsync("DST").ExecuteAsync($"create table bifrost.heartbeat ({HeartbeatTable.Columns}); create table raw.t (id int primary key)");

        _stack.Topology = wanted;
        await _stack.UpAsync();
        (await _stack.OpenAsync("SRC").ScalarAsync("select count(*) from pg_publication_tables where pubname = 'bifrost_src' and tablename = 'heartbeat'")).ShouldBe(1L);
        await _stack.OpenAsync("MODELS").ExecuteAsync("create table star.t as select t.id, h.beat_at from raw.t t cross join bifrost.heartbeat h");
        await _stack.UpAsync();
        (await _stack.OpenAsync("MODELS").ScalarAsync("select count(*) from star.t")).ShouldBe(0L);
    }

    [Test]
    public async Task A_cancelled_up_is_completed_by_the_next()
    {
        using var cancellation = new CancellationTokenSource();
        var stopAtServer = new Reports(step =>
        {
            if (step.Text.StartsWith("starting", StringComparison.Ordinal))
                cancellation.Cancel();
        });
        await Should.ThrowAsync<OperationCanceledException>(() => _stack.Stack.UpAsync(_stack.Request, stopAtServer, cancellation.Token));
        var status = await _stack.UpAsync();
        status.Servers.ShouldAllBe(static server => server.IsRunning);
        status.Worker.ShouldNotBeNull().Health.ShouldBe("healthy");
    }

    [TestCase("SRC_PORT")]
    [TestCase("S_URL")]
    public async Task A_port_that_is_set_and_in_use_is_named_with_the_process_that_has_it(string variable)
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        _stack.Environment[variable] = variable == "S_URL" ? $"http://127.0.0.1:{port}" : $"{port}";
        var message = (await Should.ThrowAsync<StackException>(_stack.UpAsync)).Message;
        message.ShouldContain($"Port {port}");
        message.ShouldContain($"process {System.Environment.ProcessId} ");
        message.ShouldContain(variable);
    }

    [Test]
    public async Task A_server_moves_to_the_port_that_is_set_and_the_worker_is_started_anew()
    {
        var first = await _stack.UpAsync();
        _stack.Environment["SRC_PORT"] = $"{PostgresServer.FreePort()}";
        var second = await _stack.UpAsync();
        _stack.Variables["SRC_PORT"].ShouldBe(_stack.Environment["SRC_PORT"]);
        (await _stack.OpenAsync("SRC").ScalarAsync("show port")).ShouldBe(_stack.Environment["SRC_PORT"]);
        second.Worker!.ProcessId.ShouldNotBe(first.Worker!.ProcessId);
    }

    [Test]
    public async Task A_worker_of_an_older_build_is_replaced()
    {
        var first = await _stack.UpAsync();
        _stack.Build = "two";
        var second = await _stack.UpAsync();
        second.Worker!.ProcessId.ShouldNotBe(first.Worker!.ProcessId);
        second.Worker.Url.ShouldBe(first.Worker.Url);
        Directory.Exists($"/proc/{first.Worker.ProcessId}").ShouldBeFalse();
    }

    [Test]
    public async Task A_process_that_was_given_an_old_number_of_ours_is_left_in_peace()
    {
        await _stack.UpAsync();
        await _stack.Stack.DownAsync();
        using var foreign = Process.Start("sleep", "600");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(_stack.Folder, "worker", "process"), $"{foreign.Id} 12345 {Guid.NewGuid()}\nolder\nhttp://127.0.0.1:1/\n");
            await File.WriteAllTextAsync(Path.Combine(_stack.Folder, "servers", "dst", "data", "postmaster.pid"), $"{foreign.Id}\n{_stack.Folder}\n1700000000\n5432\n\n127.0.0.1\n\nready\n");
            await _stack.Stack.DownAsync();
            await _stack.UpAsync();
            await _stack.Stack.DestroyAsync();
            foreign.HasExited.ShouldBeFalse();
        }
        finally
        {
            foreign.Kill();
        }
    }

    [Test]
    public async Task A_worker_that_cannot_start_is_told_with_the_end_of_its_log()
    {
        var broken = _stack.Request with { Worker = new Bifrost.Stack.Embedded.WorkerProgram("perl", static _ => ["-e", "die qq(no luck today\\n)"], "broken") };
        (await Should.ThrowAsync<StackException>(() => _stack.Stack.UpAsync(broken))).Message.ShouldContain("no luck today");
    }

    [Test]
    public async Task A_database_whose_host_is_set_is_left_alone_and_nothing_of_it_is_written_down()
    {
        _stack.Environment["DST_HOST"] = "db.example";
        _stack.Environment["DST_PASSWORD"] = "theirs";
        var status = await _stack.UpAsync();
        status.LeftAlone.ShouldBe(["dst"]);
        status.Servers.Select(static server => server.Name).ShouldBe(["src"]);
        _stack.Variables.Keys.ShouldNotContain(static name => name.StartsWith("DST_", StringComparison.Ordinal));
    }

    private sealed class Reports(Action<StackStep> seen) : IProgress<StackStep>
    {
        public void Report(StackStep value) => seen(value);
    }
}
