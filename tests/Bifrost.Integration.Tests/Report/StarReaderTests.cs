using Bifrost.Analytics.Report.Content;
using Bifrost.Analytics.Report.Marts;
using Bifrost.Analytics.Report.Page;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Report;

public sealed class StarReaderTests
{
    [Test]
    public async Task Every_mart_is_read_and_a_name_that_is_markup_is_escaped_on_the_page()
    {
        await using var database = await HandMadeStar.CreateAsync(await TestServer.Shared);
        var (reading, beats) = await StarReader.ReadAsync("mjolnir", database.Endpoint, default);
        var star = reading.ShouldBeOfType<StarRead>().Star;
        beats.At["thor-source"].ShouldBe(new DateTimeOffset(2026, 11, 21, 11, 59, 55, TimeSpan.Zero));
        star.LostWeapons.Select(static row => $"{row.Year} {row.Uf} {row.Per100k}").ShouldBe(["2024 RO 7.2097298", "2025 RO 3.67", "2025 SP 0.31", "2025 desconhecida "]);
        star.Months.Count.ShouldBe(22);
        star.Totals.Select(static fact => (fact.Fact, fact.Rows, fact.FirstMonth)).ShouldBe([("occurrences", 15913L, new DateOnly(2024, 1, 1)), ("permits", 0L, null)]);
        star.Fingerprints.Keys.ShouldBe(
            ["rpt_data_quality", "rpt_lost_weapons_by_uf_and_year", "rpt_monthly_trend", "rpt_reconciliation", "rpt_registrations_against_occurrences", "rpt_totals", "rpt_unmatched_municipalities"]);
        var page = ReportPage.Of(new ReportContent("asgard", new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero), [new Replica("mjolnir", reading, [])], []));
        page.ShouldContain("São &lt;script&gt;alert(1)&lt;/script&gt; &amp; Paulista");
        page.ShouldNotContain("<script");
    }

    [Test]
    public async Task Two_stars_of_the_same_rows_are_equal_in_whatever_order_the_rows_lie_and_one_changed_value_tells_them_apart()
    {
        var server = await TestServer.Shared;
        await using var one = await HandMadeStar.CreateAsync(server, "one");
        await using var other = await HandMadeStar.CreateAsync(server, "other", reversed: true);
        (await StarOf(one)).DifferencesFrom(await StarOf(other)).ShouldBeEmpty();
        await other.ExecuteAsync("update star.rpt_lost_weapons_by_uf_and_year set lost_weapons_per_100k = 7.2097299 where year = 2024");
        (await StarOf(one)).DifferencesFrom(await StarOf(other)).ShouldBe(["rpt_lost_weapons_by_uf_and_year"]);
    }

    [Test]
    public async Task A_star_without_rows_is_read_and_empty()
    {
        await using var database = await (await TestServer.Shared).CreateDatabaseAsync();
        await database.ExecuteAsync(HandMadeStar.Empty);
        (await StarOf(database)).IsEmpty.ShouldBeTrue();
    }

    [Test]
    public async Task A_star_that_is_not_built_says_how_to_build_it()
    {
        await using var database = await (await TestServer.Shared).CreateDatabaseAsync();
        var (reading, beats) = await StarReader.ReadAsync("mjolnir", database.Endpoint, default);
        var reason = reading.ShouldBeOfType<StarUnread>().Reason;
        reason.ShouldStartWith("The star of mjolnir has not been built: ");
        reason.ShouldEndWith("Build it with `bifrost models run --target mjolnir`.");
        beats.Unknown.ShouldNotBeNull().ShouldStartWith("No heartbeat is replicated here: bifrost.heartbeat does not exist.");
    }

    [Test]
    public async Task Marts_of_another_shape_are_told_from_a_star_that_is_not_there()
    {
        await using var database = await HandMadeStar.CreateAsync(await TestServer.Shared);
        await database.ExecuteAsync("alter table star.rpt_totals rename column total to sum");
        (await StarReader.ReadAsync("mjolnir", database.Endpoint, default)).Star.ShouldBeOfType<StarUnread>().Reason.ShouldStartWith("The star of mjolnir was built by other models than this report reads: ");
    }

    [Test]
    public async Task A_login_that_may_not_read_is_named_and_its_heartbeat_is_still_read()
    {
        await using var database = await HandMadeStar.CreateAsync(await TestServer.Shared);
        var login = $"{database.Name}_reader";
        await database.ExecuteAsync($"drop role if exists {login}; create role {login} login password 'kept-to-itself'; grant usage on schema bifrost to {login}; grant select on bifrost.heartbeat to {login}");
        var (reading, beats) = await StarReader.ReadAsync("mjolnir", database.Endpoint with { User = login, Password = "kept-to-itself" }, default);
        reading.ShouldBeOfType<StarUnread>().Reason.ShouldStartWith($"{login} may not read the star of mjolnir: permission denied for schema star");
        beats.At.Count.ShouldBe(1);
        await database.ExecuteAsync($"drop owned by {login}; drop role {login}");
    }

    [Test]
    public async Task A_database_that_is_away_and_a_wrong_password_are_reasons_without_the_password()
    {
        await using var database = await (await TestServer.Shared).CreateDatabaseAsync();
        foreach (var endpoint in new[] { database.Endpoint with { Port = 1, Password = "kept-to-itself" }, database.Endpoint with { Password = "kept-to-itself" } })
        {
            var (reading, beats) = await StarReader.ReadAsync("mjolnir", endpoint, default);
            var reason = reading.ShouldBeOfType<StarUnread>().Reason;
            reason.ShouldStartWith($"Target {database.Name} at ");
            reason.ShouldEndWith(", while reading its star.");
            reason.ShouldNotContain("kept-to-itself");
            beats.Unknown.ShouldBe(reason);
        }
    }

    private static async Task<Star> StarOf(ScratchDatabase database) => (await StarReader.ReadAsync("mjolnir", database.Endpoint, default)).Star.ShouldBeOfType<StarRead>().Star;
}
