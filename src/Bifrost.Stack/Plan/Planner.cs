using System.Globalization;
using Bifrost.Stack.Kafka;
using Bifrost.Stack.Servers;
using Bifrost.Topology;

namespace Bifrost.Stack.Plan;

/// <summary>Decides which databases of a topology are ours to make, and every value that they need.</summary>
/// <remarks>
/// A database is ours where its host is one reference <c>${env:NAME}</c> and the environment does not set that variable (or sets it to what an earlier
/// <c>up</c> wrote). A host that is set, or written out, names a server that is somebody's: it is left alone, and none of its values is written down.
/// </remarks>
/// <param name="runningPort">The port that the server of this name has now; null where it does not run.</param>
/// <param name="kafka">The local Kafka, as far as it is there.</param>
internal sealed class Planner(Variables variables, Func<string, int?> runningPort, Uri? runningWorker, IRunningKafka kafka)
{
    private const string LoopbackHost = "127.0.0.1";

    private readonly List<DatabasePlan> _databases = [];
    private readonly List<string> _leftAlone = [];

    /// <summary>Chooses every port, so that no two are the same.</summary>
    public PortChooser Ports { get; } = new();

    /// <exception cref="StackException">A value cannot be set or used; the message names field and variable.</exception>
    public StackPlan Plan(BifrostTopology topology, IReadOnlyDictionary<string, string> scripts, bool withWorker, bool withKafka = false, bool withRegistry = false)
    {
        foreach (var source in topology.Sources)
        {
            if (topology.Etl is { } etl && etl.Source == source.Name)
                variables.Forget(etl.User, etl.Password);
            Add(source.Name, source.Connection, () => PlanSource(topology, source, scripts.GetValueOrDefault(source.Name)));
        }

        foreach (var target in topology.Targets.Where(static target => target.Dialect == Dialect.Postgres))
        {
            if (target.Models is { } models)
                variables.Forget(models.User, models.Password);
            Add(target.Name, target.Connection, () => PlanTarget(topology, target));
        }

        var worker = topology.Clusters.FirstOrDefault(static cluster => cluster.Kind == ClusterKind.Embedded);
        var url = worker is null ? null : withWorker ? PlanWorker(worker) : KeepWorker(worker);
        var broker = withKafka ? new KafkaPlanner(variables, Ports, kafka).Plan(topology, withRegistry, _leftAlone) : null;
        return new StackPlan(_databases, url, broker, variables.Kept, variables.Known, _leftAlone);
    }

    private void Add(string name, DatabaseConnection connection, Func<DatabasePlan> plan)
    {
        if (EnvironmentReference.In(connection.Host) is not { } host || variables.IsSetByOthers(host.Name))
        {
            _leftAlone.Add(name);
            variables.Forget(connection.Host, connection.Port, connection.Database, connection.User, connection.Password);
            return;
        }

        if (_databases.Any(other => other.Name == name))
            throw StackException.SharedName(name);
        variables.Note(host.Name, LoopbackHost);
        _databases.Add(plan());
    }

    private SourcePlan PlanSource(BifrostTopology topology, Source source, string? script)
    {
        var (port, database, login) = Values(source.Name, source.Connection, source.Name + "_replication");
        var etl = topology.Etl is { } loader && loader.Source == source.Name ? LoginOf("etl", loader.User, loader.Password, source.Name + "_etl") : null;
        var followers = topology.Targets.Count(target => target.Sources.Contains(source.Name));
        return new SourcePlan(source.Name, port, database, login, etl, source, script, followers);
    }

    private TargetPlan PlanTarget(BifrostTopology topology, Target target)
    {
        var (port, database, login) = Values(target.Name, target.Connection, target.Name + "_sink");
        var naming = TargetSchemas.Of(topology, target);
        return new TargetPlan(target.Name, port, database, login, naming, naming.Count == 0)
        {
            Models = target.Models is { } models ? ModelsOf(target.Name, models, login) : null,
            Heartbeats = TargetSchemas.Heartbeats(topology, target),
        };
    }

    private (int Port, string Database, Login Login) Values(string name, DatabaseConnection connection, string user)
    {
        var port = Port(name, connection.Port);
        var database = variables.Value(name, "database", connection.Database, () => name + "db");
        return (port, database, LoginOf(name, connection.User, connection.Password, user));
    }

    private Login LoginOf(string owner, string user, string password, string otherwise)
    {
        var login = new Login(
            variables.Value(owner, "user", user, () => otherwise),
            variables.Value(owner, "password", password, PostgresServer.NewPassword));
        return login.User == PostgresServer.Superuser ? throw StackException.SuperuserAsLogin(owner) : login;
    }

    private Login ModelsOf(string target, ModelsLogin models, Login sink)
    {
        var login = LoginOf($"{target}'s models", models.User, models.Password, target + "_models");
        return login.User == sink.User ? throw StackException.SharedLogin(target, login.User) : login;
    }

    private int Port(string name, string field)
    {
        if (EnvironmentReference.IsPlain(field))
            return Ports.Choose(name, $"the port of {name} in the topology", field, runningPort(name), null);
        var variable = (EnvironmentReference.In(field) ?? throw StackException.NotReferable(name, "port", field)).Name;
        var port = Ports.Choose(name, variable, variables.Set(variable), runningPort(name), variables.Remembered(variable));
        variables.Note(variable, port.ToString(CultureInfo.InvariantCulture));
        return port;
    }

    private Uri? PlanWorker(Cluster cluster)
    {
        var reference = EnvironmentReference.In(cluster.Url);
        var set = reference is null ? cluster.Url : variables.Set(reference.Name);
        var url = Parse(cluster, set ?? variables.Remembered(reference!.Name) ?? reference.Default ?? $"http://{LoopbackHost}:8083");
        if (!url.IsLoopback)
        {
            _leftAlone.Add(cluster.Name);
            variables.Forget(cluster.Url);
            return null;
        }

        var running = runningWorker?.Host == url.Host ? runningWorker.Port : (int?)null;
        var wanted = url.Port.ToString(CultureInfo.InvariantCulture);
        var port = Ports.Choose("the worker", reference?.Name ?? $"the url of the cluster {cluster.Name} in the topology", set is null ? null : wanted, running, wanted);
        var chosen = new UriBuilder(url) { Port = port, Path = "/" }.Uri;
        if (reference is not null)
            variables.Note(reference.Name, chosen.GetLeftPart(UriPartial.Authority));
        return chosen;
    }

    /// <summary>A worker that an earlier <c>up</c> started is still found by its variable.</summary>
    private Uri? KeepWorker(Cluster cluster)
    {
        if (EnvironmentReference.In(cluster.Url) is { } reference && variables.Remembered(reference.Name) is { } remembered)
            variables.Note(reference.Name, remembered);
        return null;
    }

    private static Uri Parse(Cluster cluster, string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" ? parsed : throw StackException.BadUrl(cluster.Name, url);
}
