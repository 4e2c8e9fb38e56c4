using Bifrost.EndToEnd.Tests.CommandLine;

namespace Bifrost.EndToEnd.Tests.BadInput;

/// <summary>Tests on one stack that runs, with the sample's first issue in both targets. Each leaves it as it found it, which is checked.</summary>
public abstract class RunningStackTests
{
    internal Workplace Place { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task BringUpAsync()
    {
        Place = Workplace.WithSample();
        await Place.MustAsync("up");
        await Place.MustAsync("apply");
        await Place.MustAsync("etl sample --issue first");
        await Place.MustAsync("status --wait --caught-up");
    }

    [OneTimeTearDown]
    public async Task DestroyAsync() => await Place.DisposeAsync();

    [TearDown]
    public async Task Both_replicas_are_equal_afterwards()
    {
        // One that still tries again counts as not well here; the wait is what must end well.
        await Place.BifrostAsync("restart --all --failed");
        await Place.MustAsync("status --wait --caught-up --timeout 60");
        await Place.MustAsync("verify --timeout 60");
    }

    /// <summary>Commits at the source something that has to travel.</summary>
    internal Task WriteAsync(string where = "mod(id, 7) = 0") => Place.ExecuteAsync(Place.Login("THOR", "THOR_ETL"), $"update raw.portes set total = total + 1 where {where}");
}
