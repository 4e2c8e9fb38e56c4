using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using Bifrost.Stack.Processes;
using Bifrost.Testing.CommandLine;

namespace Bifrost.Containers.Tests.Engine;

/// <summary>
/// A Docker engine of the test run's own, beside any that the machine has: <c>Engine/engine</c> starts it, and clears all of it away when this process lets go of it,
/// or dies.
/// </summary>
internal sealed class DockerEngine : IAsyncDisposable
{
    // Below it sockets are made, whose paths may have 107 characters: never the temporary folder of a user, which may be deep.
    private const string Prefix = "/tmp/bifrost-engine-";

    private static readonly Lazy<Task<DockerEngine>> SharedEngine = new(static () => StartAsync());

    private readonly Process _keeper;
    private readonly string _folder;
    private readonly Task<string> _output;

    private DockerEngine(Process keeper, string folder)
    {
        _keeper = keeper;
        _folder = folder;
        _output = keeper.StandardError.ReadToEndAsync();
    }

    /// <summary>One for the assembly, started at first use.</summary>
    public static Task<DockerEngine> Shared => SharedEngine.Value;

    /// <summary><c>DOCKER_HOST</c>.</summary>
    public string Host => $"unix://{_folder}/d.sock";

    public string Folder => _folder;

    /// <summary>What the docker and compose commands need to see, and must not: nothing of the user's own configuration, and the builder that every engine has.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["DOCKER_HOST"] = Host,
        ["DOCKER_BUILDKIT"] = "0",
        ["COMPOSE_DOCKER_CLI_BUILD"] = "0",
        ["DOCKER_CONFIG"] = Path.Combine(_folder, "client"),
        ["DOCKER_CONTEXT"] = null,
        ["DOCKER_TLS_VERIFY"] = null,
    };

    private static string Script => Path.Combine(BifrostFolder.RepositoryRoot(), "tests", "Bifrost.Containers.Tests", "Engine", "engine");

    /// <summary>One for a test that stops it.</summary>
    public static async Task<DockerEngine> StartAsync(string name = "")
    {
        await EngineNeeds.CheckAsync();
        await ClearLeftoversAsync();
        var self = ProcessIdentity.Of(System.Environment.ProcessId)!;
        var folder = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{self.Id}-{self.StartTicks}{name}");
        var keeper = Process.Start(new ProcessStartInfo("setsid", [Script, "run", folder, FreeNetwork()]) { RedirectStandardInput = true, RedirectStandardError = true })!;
        var engine = new DockerEngine(keeper, folder);
        await engine.UntilAnsweringAsync();
        return engine;
    }

    /// <summary>Ends <see cref="Shared"/>, if it was started; called once, when the last test has ended.</summary>
    public static async Task EndSharedAsync()
    {
        // One that failed to start was told of by the tests that wanted it.
        if (SharedEngine.IsValueCreated && await ((Task)SharedEngine.Value).ContinueWith(static task => task.IsCompletedSuccessfully, TaskScheduler.Default))
            await (await SharedEngine.Value).DisposeAsync();
    }

    /// <summary>Runs <c>docker</c> on this engine.</summary>
    public Task<Ended> DockerAsync(params string[] arguments) => Command.RunAsync("docker", arguments, Environment);

    /// <summary>As a power cut would; what is left is for the next start to clear.</summary>
    public async Task KillAsync()
    {
        _keeper.Kill();
        await _keeper.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_keeper.HasExited)
            _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync();
        _keeper.Dispose();
    }

    /// <summary>Clears what engines of test runs that were killed left behind, keeper included.</summary>
    public static async Task ClearLeftoversAsync()
    {
        foreach (var folder in Directory.GetDirectories("/tmp", Path.GetFileName(Prefix) + "*").Where(static folder => !IsInUse(folder)))
            await ClearAsync(folder);
    }

    /// <summary>Clears one engine's folder and all that belongs to it.</summary>
    public static async Task ClearAsync(string folder) => (await Command.RunAsync(Script, ["clear", folder])).Must();

    private static bool IsInUse(string folder)
    {
        var owner = folder[Prefix.Length..].Split('-');
        return int.TryParse(owner[0], CultureInfo.InvariantCulture, out var id) && ProcessIdentity.Of(id) is { } process
            && owner[1].StartsWith(process.StartTicks.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>A private /16 that none of the machine's addresses is in.</summary>
    private static string FreeNetwork()
    {
        var taken = NetworkInterface.GetAllNetworkInterfaces().SelectMany(static card => card.GetIPProperties().UnicastAddresses).Select(static address => address.Address.GetAddressBytes())
            .Where(static bytes => bytes is [10, _, _, _]).Select(static bytes => bytes[1]).ToHashSet();
        var second = Enumerable.Range(0, 200).Select(step => (byte)(55 + ((step + System.Environment.ProcessId) % 200))).First(number => !taken.Contains(number));
        return new IPAddress([10, second, 0, 0]) + "/16";
    }

    /// <summary>Asks until the engine answers, or its keeper has ended.</summary>
    private async Task UntilAnsweringAsync()
    {
        while ((await DockerAsync("version")).ExitCode != 0)
        {
            if (_keeper.HasExited)
                throw new InvalidOperationException($"dockerd did not start.\n{await _output}");
        }
    }
}
