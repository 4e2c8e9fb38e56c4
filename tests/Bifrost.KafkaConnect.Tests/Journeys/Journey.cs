using System.Diagnostics;
using System.Text.Json;
using Bifrost.EndToEnd.Tests.CommandLine;
using Bifrost.Stack.Kafka;

namespace Bifrost.KafkaConnect.Tests.Journeys;

/// <summary>The steps of a journey, each from where the one before ended.</summary>
/// <param name="cluster">Of the topology.</param>
internal sealed class Journey(Workplace place, string cluster)
{
    private string Up => $"up --engine kafka --cluster {cluster}";

    private string KafkaFolder => Path.Combine(place.State, "kafka");

    /// <summary>An up that is killed half way is completed by the next, and a third changes nothing.</summary>
    public async Task ComeUpAsync()
    {
        using (var killed = place.Start(Up))
        {
            await UntilAsync(() => Directory.Exists(Path.Combine(KafkaFolder, "broker")) || killed.HasExited);
            killed.Kill();
            await killed.WaitForExitAsync();
        }

        await place.MustAsync(Up);
        var parts = await PartsAsync();
        parts.Select(static part => $"{part.Name} {part.Health}").ShouldBe(["broker healthy", "registry healthy", "connect healthy"]);
        place.Variable("BIFROST_KAFKA_BOOTSTRAP").ShouldBe(parts[0].Address!.Authority);
        place.Variable("SCHEMA_REGISTRY_URL").ShouldBe(parts[1].Address!.GetLeftPart(UriPartial.Authority));
        place.Variable("BIFROST_KAFKA_URL").ShouldBe(parts[2].Address!.GetLeftPart(UriPartial.Authority));
        await place.MustAsync(Up);
        (await PartsAsync()).Select(static part => part.ProcessId).ShouldBe(parts.Select(static part => part.ProcessId));
        File.ReadAllText($"/proc/{parts[2].ProcessId}/cmdline").ShouldNotContain(place.Variable("THOR_PASSWORD"));
        await place.MustFailAsync("up", 1, "Kafka runs here already", "one engine at a time");
    }

    /// <summary>As <c>make run</c>.</summary>
    public async Task TakeTheSampleAsync()
    {
        await place.MustAsync("schema pull");
        await place.MustAsync("schema create");
        await place.MustAsync($"apply --cluster {cluster}");
        var report = JsonDocument.Parse((await place.MustAsync($"run --cluster {cluster} --output json")).Output).RootElement;
        foreach (var table in report.GetProperty("tables").EnumerateArray())
            new[] { "inserted", "updated", "deleted" }.Select(count => table.GetProperty(count).GetInt64()).ShouldAllBe(static count => count > 0, table.ToString());
        report.GetProperty("replicas").EnumerateArray().Select(static replica => replica.GetProperty("equal").GetBoolean()).ShouldBe([true, true]);
        report.GetProperty("replicas").EnumerateArray().Select(static replica => replica.GetProperty("rows").GetInt64()).ShouldAllBe(static rows => rows > 30_000);
        (await place.BifrostAsync($"plan --cluster {cluster}")).ExitCode.ShouldBe(0);
    }

    /// <summary>Insert, update, delete, a changed key, a truncate.</summary>
    public async Task ChangeEveryWayAsync()
    {
        await place.ExecuteAsync(place.Superuser("thor"), """
            insert into raw.portes (ano_emissao, mes_emissao, uf, total) values (1999, 1, 'ZZ', 7);
            update raw.portes set total = total + 1 where id in (select id from raw.portes order by id desc limit 10);
            delete from raw.portes where id in (select id from raw.portes order by id limit 5);
            update raw.portes set id = default where id in (select id from raw.portes order by id limit 3);
            truncate raw.registros;
            """);
        await place.MustAsync($"verify --cluster {cluster} --timeout 120");
        foreach (var replica in new[] { "mjolnir", "stormbreaker" })
        {
            (await place.ScalarAsync<long>(place.Superuser(replica), "select count(*) from raw.registros")).ShouldBe(0, replica);
            (await place.ScalarAsync<long>(place.Superuser(replica), "select count(*) from raw.portes where uf = 'ZZ' and total = 8")).ShouldBe(1, replica);
        }
    }

    /// <summary>The broker stops while the source is written to; meanwhile the status is not green.</summary>
    public async Task LoseTheBrokerAsync()
    {
        await new KafkaStack(KafkaFolder).StopPartAsync("broker");
        await place.ExecuteAsync(place.Superuser("thor"), "insert into raw.portes (ano_emissao, mes_emissao, uf, total) select 1990, 1, 'Z' || n, 1 from generate_series(1, 500) n");
        await UntilAsync(async () => (await place.BifrostAsync($"status --cluster {cluster}")).ExitCode == 1);
        await place.MustAsync(Up);
        await place.MustAsync($"verify --cluster {cluster} --timeout 120");
        await UntilAsync(async () => (await place.BifrostAsync($"status --cluster {cluster}")).ExitCode == 0);
    }

    /// <summary>Everything is where it was after down and up; a status is red, and no more than that, while the worker starts.</summary>
    public async Task StopAndStartAsync()
    {
        await place.MustAsync("down");
        (await PartsAsync()).Select(static part => part.Health).ShouldBe(["stopped", "stopped", "stopped"]);
        using (var up = place.Start(Up))
        {
            await UntilAsync(() => File.Exists(Path.Combine(KafkaFolder, "connect", "process")) || up.HasExited);
            await place.MustFailAsync($"status --cluster {cluster}", 1);
            await up.WaitForExitAsync();
            up.ExitCode.ShouldBe(0);
        }

        await place.ExecuteAsync(place.Superuser("thor"), "insert into raw.portes (ano_emissao, mes_emissao, uf, total) values (1998, 1, 'ZZ', 7)");
        await place.MustAsync($"verify --cluster {cluster} --timeout 120");
        await place.MustAsync("doctor");
    }

    private Task<IReadOnlyList<KafkaPart>> PartsAsync() => new KafkaStack(KafkaFolder).StatusAsync();

    private static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    /// <summary>Asks again and again, for two minutes at most; yields in between.</summary>
    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Stopwatch.GetElapsedTime(begun).ShouldBeLessThan(TimeSpan.FromMinutes(2));
            await Task.Yield();
        }
    }
}
