using System.Security.Cryptography;
using System.Text;

namespace Bifrost.EndToEnd.Tests.BadInput;

public sealed class WorkerStateTests : RunningStackTests
{
    private string Connectors => Path.Combine(Place.Folder, ".bifrost", "worker", "state", "connectors");

    private string Saved(string connector) => Directory.GetFiles(Connectors, $"{connector}-*.json").ShouldHaveSingleItem();

    [Test]
    public async Task A_full_disk_under_the_state_refuses_a_change_and_keeps_the_old_state()
    {
        var saved = Saved("mjolnir-sink");
        var before = await File.ReadAllBytesAsync(saved);
        // The state is written beside and renamed; every write to /dev/full finds no space left.
        File.CreateSymbolicLink(saved + ".tmp", "/dev/full");
        var topology = await File.ReadAllTextAsync(Place.Topology);
        Place.Edit(static text => text.Replace("  mjolnir:", "  mjolnir:\n    config:\n      batch.size: 777", StringComparison.Ordinal));
        await Place.MustFailAsync("apply --timeout 20", 1, "mjolnir-sink", "could not save its state", "No space left on device", "Free some space");
        (await File.ReadAllBytesAsync(saved)).ShouldBe(before);

        Place.KillWorker();
        await Place.MustAsync("up");
        await WriteAsync();
        await Place.MustAsync("status --wait --caught-up");
        await Place.MustAsync("verify");
        await Place.MustAsync("apply");
        (await File.ReadAllTextAsync(saved)).ShouldContain("777");
        Place.Edit(_ => topology);
        await Place.MustAsync("apply");
    }

    [Test]
    public async Task State_of_an_older_version_is_read()
    {
        await Place.MustAsync("down");
        Rewrite(Saved("thor-source"), 1);
        Rewrite(Saved("mjolnir-sink"), 1);
        await Place.MustAsync("up");
        await WriteAsync();
        (await Place.BifrostAsync("plan")).ExitCode.ShouldBe(0);
    }

    [Test]
    public async Task State_of_a_newer_version_is_refused_and_kept()
    {
        await Place.MustAsync("down");
        var saved = Saved("mjolnir-sink");
        var before = await File.ReadAllBytesAsync(saved);
        Rewrite(saved, 99);
        await Place.MustFailAsync("up", 1, "format version 99", "versions up to", saved, "start that one");
        File.Exists(saved).ShouldBeTrue();
        await File.WriteAllBytesAsync(saved, before);
        await Place.MustAsync("up");
    }

    [Test]
    public async Task A_torn_state_file_is_never_read_back_and_the_topology_brings_it_again()
    {
        await Place.MustAsync("down");
        var saved = Saved("mjolnir-sink");
        var whole = await File.ReadAllBytesAsync(saved);
        await File.WriteAllBytesAsync(saved, whole[..(whole.Length / 2)]);
        await Place.MustAsync("up");
        await Place.MustFailAsync("status", 1, "mjolnir-sink", "MISSING", "bifrost apply");
        await WriteAsync();
        await Place.MustAsync("apply");
    }

    /// <summary>The same content as another version would have written it; version 1 knew a name, a configuration and a state only.</summary>
    private static void Rewrite(string path, int version)
    {
        var text = File.ReadAllText(path);
        var content = text[(text.IndexOf('\n') + 1)..];
        if (version == 1)
        {
            var node = System.Text.Json.Nodes.JsonNode.Parse(content)!.AsObject();
            node.Remove("follows");
            node.Remove("source_offset");
            content = node.ToJsonString();
        }

        var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
        File.WriteAllText(path, $"bifrost-state {version} {sum}\n{content}");
    }
}
