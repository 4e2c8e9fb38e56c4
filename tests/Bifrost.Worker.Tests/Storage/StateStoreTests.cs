using System.Security.Cryptography;
using System.Text;
using Bifrost.Worker.Storage;
using Bifrost.Worker.Tests.Harness;

namespace Bifrost.Worker.Tests.Storage;

/// <summary>What survives a kill, a torn write, another version and a full disk.</summary>
public sealed class StateStoreTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = TestWorker.NewFolder();

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    private string OnlyFile => Directory.GetFiles(Path.Combine(_folder, "connectors"), "*.json").ShouldHaveSingleItem();

    private async Task CreateAsync(string name)
    {
        await using var worker = await TestWorker.StartAsync(_folder);
        (await worker.SendAsync("POST", "/connectors", Configs.Create(name, Configs.Sink(), "PAUSED"))).Status.ShouldBe(201);
    }

    [Test]
    public async Task Configurations_and_states_survive_and_names_of_any_kind_do()
    {
        await CreateAsync("destino ção/..%2F");
        await using var worker = await TestWorker.StartAsync(_folder);
        var name = Uri.EscapeDataString("destino ção/..%2F");
        var list = await worker.GetAsync("/connectors?expand=status&expand=info");
        list.Body!["destino ção/..%2F"]!["status"]!["connector"]!["state"]!.GetValue<string>().ShouldBe("PAUSED", name);
        list.Body!["destino ção/..%2F"]!["info"]!["config"]!["connection.password"]!.GetValue<string>().ShouldBe("${env:MJOLNIR_PASSWORD}");
    }

    [Test]
    public async Task Secrets_are_nowhere_in_the_folder_and_nowhere_in_the_log()
    {
        await using var worker = await TestWorker.StartAsync(_folder);
        await worker.SendAsync("POST", "/connectors", Configs.Create("thor-source", Configs.Source()));
        await worker.SendAsync("POST", "/connectors", Configs.Create("mjolnir-sink", Configs.Sink()));
        await worker.StreamsAsync("mjolnir-sink");
        var everything = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Where(static file => !file.EndsWith("/lock", StringComparison.Ordinal)).Select(File.ReadAllText).Append(worker.Log.ToString()).ToList();
        everything.ShouldAllBe(static text => !text.Contains("m-secret") && !text.Contains("t-secret"));
        everything.ShouldContain(static text => text.Contains("${env:MJOLNIR_PASSWORD}"));
    }

    [TestCase("cut")]
    [TestCase("flip")]
    [TestCase("foreign")]
    [TestCase("empty")]
    public async Task A_damaged_file_is_put_aside_and_never_read_as_state(string damage)
    {
        await CreateAsync("mjolnir-sink");
        var bytes = await File.ReadAllBytesAsync(OnlyFile);
        await File.WriteAllBytesAsync(OnlyFile, damage switch
        {
            "cut" => bytes[..(bytes.Length / 2)],
            "flip" => [.. bytes[..^20], (byte)(bytes[^20] ^ 1), .. bytes[^19..]],
            "foreign" => "{\"name\": \"mjolnir-sink\"}\n"u8.ToArray(),
            _ => [],
        });
        await using var worker = await TestWorker.StartAsync(_folder);
        (await worker.GetAsync("/connectors")).Text.ShouldBe("[]");
        Directory.GetFiles(Path.Combine(_folder, "aside")).ShouldHaveSingleItem();
        worker.Log.ToString().ShouldContain("put aside");
    }

    [Test]
    public async Task An_unfinished_write_of_a_killed_worker_is_not_state()
    {
        await CreateAsync("mjolnir-sink");
        File.Copy(OnlyFile, Path.Combine(_folder, "connectors", "ghost.json.tmp"));
        await using var worker = await TestWorker.StartAsync(_folder);
        (await worker.GetAsync("/connectors")).Text.ShouldBe("[\"mjolnir-sink\"]");
        Directory.GetFiles(Path.Combine(_folder, "connectors"), "*.tmp").ShouldBeEmpty();
    }

    [Test]
    public async Task The_older_format_is_read()
    {
        const string json = """{"name":"mjolnir-sink","config":{"name":"mjolnir-sink","connector.class":"JdbcSink","topics":"a"},"target_state":"STOPPED"}""";
        Directory.CreateDirectory(Path.Combine(_folder, "connectors"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "connectors", "mjolnir-sink.json"), $"bifrost-state 1 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))}\n{json}");
        await using var worker = await TestWorker.StartAsync(_folder);
        (await worker.GetAsync("/connectors/mjolnir-sink/status")).Body!["connector"]!["state"]!.GetValue<string>().ShouldBe("STOPPED");
    }

    [Test]
    public async Task A_newer_format_stops_the_start_and_stays()
    {
        await CreateAsync("mjolnir-sink");
        await File.WriteAllTextAsync(OnlyFile, (await File.ReadAllTextAsync(OnlyFile)).Replace("bifrost-state 2", "bifrost-state 3"));
        (await Should.ThrowAsync<WorkerException>(() => TestWorker.StartAsync(_folder))).Message.ShouldContain("format version 3");
        File.Exists(OnlyFile).ShouldBeTrue();
    }

    [Test]
    public async Task A_full_disk_is_answered_and_changes_nothing()
    {
        var volume = new FillingVolume();
        await using (var worker = await TestWorker.StartAsync(_folder, volume: volume))
        {
            (await worker.SendAsync("POST", "/connectors", Configs.Create("mjolnir-sink", Configs.Sink()))).Status.ShouldBe(201);
            volume.IsFull = true;
            var put = await worker.SendAsync("PUT", "/connectors/mjolnir-sink/config", Configs.Sink("thor.public.lines").Json());
            put.Status.ShouldBe(500);
            put.Message!.ShouldContain("No space left on device");
            put.Message!.ShouldContain("Nothing was changed");
            (await worker.SendAsync("PUT", "/connectors/mjolnir-sink/stop")).Status.ShouldBe(500);
            (await worker.SendAsync("POST", "/connectors", Configs.Create("other", Configs.Sink()))).Status.ShouldBe(500);
            (await worker.GetAsync("/connectors")).Text.ShouldBe("[\"mjolnir-sink\"]");
            (await worker.GetAsync("/connectors/mjolnir-sink/config")).Body!["topics"]!.GetValue<string>().ShouldBe("thor.public.orders");
            (await worker.GetAsync("/connectors/mjolnir-sink/status")).Body!["connector"]!["state"]!.GetValue<string>().ShouldBe("RUNNING");
        }

        await using var again = await TestWorker.StartAsync(_folder);
        (await again.GetAsync("/connectors/mjolnir-sink/config")).Body!["topics"]!.GetValue<string>().ShouldBe("thor.public.orders");
    }

    [Test]
    public void A_write_that_fails_half_way_leaves_the_old_file()
    {
        var path = Path.Combine(_folder, "state");
        var volume = new DiskVolume();
        volume.Replace(path, "old"u8);
        // A folder where the unfinished file would be written is a write that cannot be.
        Directory.CreateDirectory(path + DiskVolume.Unfinished);
        Should.Throw<Exception>(() => volume.Replace(path, "new"u8));
        File.ReadAllText(path).ShouldBe("old");
    }

    [Test]
    public async Task A_second_worker_on_the_same_folder_is_refused_and_named()
    {
        await using var worker = await TestWorker.StartAsync(_folder);
        var error = await Should.ThrowAsync<WorkerException>(() => TestWorker.StartAsync(_folder));
        error.Message.ShouldContain(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        error.Message.ShouldContain(_folder);
    }

    [Test]
    public async Task A_port_in_use_is_named_and_the_folder_is_free_again()
    {
        await using var first = await TestWorker.StartAsync(_folder);
        var other = TestWorker.NewFolder();
        var error = await Should.ThrowAsync<WorkerException>(() => TestWorker.StartAsync(other, options: options => options with { Port = first.Url.Port }));
        error.Message.ShouldContain($"127.0.0.1:{first.Url.Port}");
        await using (await TestWorker.StartAsync(other))
            File.Exists(Path.Combine(other, "pid")).ShouldBeTrue();
        Directory.Delete(other, recursive: true);
    }

    private sealed class FillingVolume : IStateVolume
    {
        private readonly DiskVolume _disk = new();

        public bool IsFull { get; set; }

        public void Replace(string path, ReadOnlySpan<byte> content)
        {
            if (IsFull)
                throw new IOException("No space left on device.");
            _disk.Replace(path, content);
        }

        public void Remove(string path) => _disk.Remove(path);
    }
}
