using Bifrost.Stack.Ports;
using Bifrost.Stack.Processes;

namespace Bifrost.Stack;

/// <summary>The local stack could not be brought where it was asked to be; the message says what to do.</summary>
public sealed class StackException(string message, Exception? inner = null) : Exception(message, inner)
{
    internal static StackException PostgresNotFound() => new(
        "PostgreSQL's programs were not found. Install PostgreSQL 15 or later ('apt-get install postgresql' on Debian), or set BIFROST_PG_BIN to the folder that holds initdb.");

    internal static StackException ProgramNotRunnable(string program, Exception inner) => new($"Cannot run {program}: {inner.Message}. Install it, or put it on the PATH.", inner);

    internal static StackException ProcessDoesNotEnd(int id) => new($"Process {id} does not end, even when killed. It waits for a disk or a device; try again when that answers.");

    internal static StackException FolderNotGiven(string folder, string user, string output) => new(
        $"Cannot give {folder} to the user '{user}', as whom PostgreSQL must run: {output.Trim()}. Set BIFROST_PG_USER to a user that exists, or BIFROST_STATE to a folder on a disk that knows owners.");

    internal static StackException ServerProgramFailed(string program, string folder, int port, ProgramRun run, IReadOnlyList<string> log) => new(
        $"{program} for the server in {folder} (port {port}) ended with code {run.Code}: {run.Output.Trim()}{(log.Count > 0 ? "\nThe end of its log:\n" + string.Join('\n', log) : "")}");

    internal static StackException PortInUse(string what, int port, PortHolder? holder, string variable) => new(
        $"Port {port}, set for {what}, is in use{(holder is null ? "" : $" by process {holder.ProcessId} ({holder.Program})")}. Stop that process, or set {variable} to a free port.");

    internal static StackException NotReferable(string database, string field, string value) => new(
        $"The {field} of {database} is '{value}', which up cannot set. Write it as one reference such as ${{env:NAME}} or as plain text, or set the host's variable to a server that runs already.");

    internal static StackException BadPort(string database, string variable, string value) => new(
        $"The port of {database} is '{value}' ({variable}), which is no port. Set it to a number from 1 to 65535.");

    internal static StackException SharedName(string name) => new($"The topology has a source and a target named '{name}': their servers would share one folder. Rename one of them.");

    internal static StackException NotOurFolder(string folder, string entry) => new(
        $"{folder} holds '{entry}', which up did not make. Move it away, or set BIFROST_STATE to another folder.");

    internal static StackException Busy(string folder) => new($"Another up, down or destroy works on {folder}. Wait until it has ended, then try again.");

    internal static StackException OtherEngineRuns(string engine) => new(
        $"{engine} runs here already, and follows the same databases: one engine at a time. `bifrost destroy` first, which deletes the replicas as well, or set BIFROST_STATE to another folder for a stack of its own.");

    internal static StackException NoPlaceForServers(string folder, string user) => new(
        $"The user '{user}', as whom PostgreSQL must run, cannot enter {folder}. Set BIFROST_STATE to a folder that it can enter, such as /var/lib/bifrost.");

    internal static StackException PasswordFileMissing(string server, string file) => new(
        $"The server {server} is there, but {file} with its superuser's password is not. 'bifrost destroy' and 'bifrost up' make both anew; the server's data is lost by that.");

    internal static StackException RolesFailed(string database, string reason) => new(
        $"The roles, schemas and tables of {database} could not be made: {reason}. 'bifrost up' tries again from where it stopped; 'bifrost destroy' starts afresh.");

    internal static StackException ProcessEnded(string name, string logFile, IReadOnlyList<string> log) => new(
        $"The {name} ended while it started. Its log is {logFile}.{EndOf(log)}");

    internal static StackException ProcessNotHealthy(string name, Uri address, string state, string logFile, IReadOnlyList<string> log) => new(
        $"The {name} does not become healthy at {address} ({state}). Its log is {logFile}.{EndOf(log)}");

    internal static StackException SuperuserAsLogin(string owner) => new(
        $"The user of {owner} is '{Servers.PostgresServer.Superuser}', the server's superuser. Connectors and loaders get logins of their own: choose another name.");

    internal static StackException SharedLogin(string target, string user) => new(
        $"'{user}' is the user of both {target}'s sink and its models. A model must not be able to change replicated rows: set targets.{target}.models.user to a login of its own.");

    internal static StackException BadUrl(string cluster, string url) => new(
        $"The url of the cluster {cluster} is '{url}', which is no http address. Write it as http://127.0.0.1:8083.");

    internal static StackException NoKafkaHome(string folder) => new(
        $"There is no folder {folder}. Give --kafka-home, or KAFKA_HOME, the folder that Apache Kafka was unpacked in, with the connectors in its plugins folder.");

    internal static StackException KafkaLibrariesMissing(string libraries, IReadOnlyList<string> missing) => new(
        $"{libraries} holds no {string.Join(", no ", missing)}: that is no Apache Kafka 4. Give --kafka-home, or KAFKA_HOME, the folder that has libs and plugins in it.");

    internal static StackException KafkaPluginsMissing(string plugins) => new(
        $"There is no folder {plugins}. Make it, and unpack into it, each in a folder of its own, Debezium's PostgreSQL connector, its JDBC sink, and for Avro a converter.");

    internal static StackException KafkaClassesMissing(string plugins, IReadOnlyList<string> classes) => new(
        $"No jar below {plugins} holds {string.Join(", nor ", classes)}, which the connectors name. Unpack the plugin into a folder of its own there; a topology may name another one.");

    internal static StackException BrokenJar(string jar, Exception inner) => new($"{jar} cannot be read as an archive. Unpack it anew.", inner);

    internal static StackException JavaNotFound(string? javaHome) => new(
        $"{(javaHome is { Length: > 0 } ? $"There is no bin/java in JAVA_HOME ({javaHome})" : "Kafka needs Java, and there is no java on the PATH")}. Install a Java runtime of 17 or later ('apt-get install default-jre-headless' on Debian), or set JAVA_HOME to one.");

    internal static StackException JavaTooOld(string program, string found, int oldest) => new(
        $"Kafka needs Java {oldest} or later; {program} says '{found}'. Install a newer one, or set JAVA_HOME to it.");

    internal static StackException BrokerNotFormatted(string folder, ProgramRun run) => new(
        $"Kafka could not prepare {folder} (code {run.Code}): {run.Output.Trim()}");

    internal static StackException NoKafkaCluster() => new(
        "The topology has no cluster of kind kafka-connect. Add one under clusters:, with url: ${env:BIFROST_KAFKA_URL:-http://127.0.0.1:18083}.");

    internal static StackException BadBootstrap(string value) => new(
        $"BIFROST_KAFKA_BOOTSTRAP is '{value}'. up starts a broker on this machine only: set it to 127.0.0.1:PORT, or unset it; for a cluster that is there already set BIFROST_KAFKA_URL to its Connect.");

    internal static StackException DockerNotFound(Exception inner) => new(
        "There is no docker on the PATH. Install Docker Engine ('apt-get install docker.io' on Debian), or leave --engine docker away: the stack runs without containers, too.", inner);

    internal static StackException EngineDoesNotAnswer(string reason) => new(reason switch
    {
        _ when reason.Contains("permission denied", StringComparison.OrdinalIgnoreCase) =>
            $"Docker's engine may not be asked by this user: {reason} Add the user to the group 'docker' and log in again, set DOCKER_HOST to an engine of your own, or run as root.",
        _ => $"Docker's engine does not answer: {reason} Start it ('systemctl start docker'), or set DOCKER_HOST to the one that runs.",
    });

    internal static StackException EngineElsewhere(string host) => new(
        $"DOCKER_HOST is {host}, an engine on another machine. The stack publishes its ports on the engine's own loopback, where this command line could not reach them: use an engine of this machine.");

    internal static StackException EngineNotUnderstood(Exception inner) => new("'docker info' answered what no Docker engine says. Try it by hand, and install Docker Engine 20.10 or later.", inner);

    internal static StackException EngineNotEnough(Doctor.Diagnosis found) => new($"Docker cannot run this stack, {found.Subject}: {found.Found}. {found.Remedy}");

    internal static StackException DockerFailed(string verb, string reason) => new($"docker {verb} failed: {reason}");

    internal static StackException ComposeNotFound() => new(
        "There is neither 'docker compose' nor docker-compose. Install Docker's compose plugin, or docker-compose 1.29 ('apt-get install docker-compose' on Debian).");

    internal static StackException ComposeTooOld(Version found, Version oldest) => new($"docker-compose is {found}; {oldest} is the oldest that reads the compose file. Install a newer one, or Docker's compose plugin.");

    internal static StackException ComposeFailed(string verb, string output) => new($"compose {verb} failed:\n{output}");

    internal static StackException ServiceMissing(string service, string file) => new(
        $"{file} has no service '{service}'. Copy the block of 'mjolnir' and its volume there, with the new name, or set the database's host variable to a server that runs already.");

    internal static StackException ContainerNotUp(Containers.ContainerPart container, IReadOnlyList<string> log) => new(
        $"The container of {container.Service} does not come up ({container.State}{(container.Restarts > 0 ? $", started {container.Restarts + 1} times" : "")}).{EndOf(log)}{Containers.ContainerHints.For(log)}");

    internal static StackException ContainerGone(string service) => new($"There is no container of {service} any more: somebody removed it. Run 'bifrost up --engine docker' again.");

    internal static StackException NoImageList(string file) => new($"There is no {file}, which lists the images of the stack. Take it from the project's docker folder.");

    internal static StackException ImageNotListed(string variable) => new($"images.env names no {variable}. Take it from the project's docker folder, or set {variable} in the environment.");

    internal static StackException ImageNotHad(string image, string variable, string reason) => new(
        $"The image {image} cannot be had: {reason}\nSet {variable} to an image that is there, or {Containers.ImageList.MirrorVariable} to a registry that mirrors it.");

    internal static StackException NoBuildFolder(string folder) => new($"There is no folder {folder}, which an image is built from. Take it from the project, or name one that is there.");

    internal static StackException VariableNotSet(string name) => new($"A connector refers to ${{env:{name}}}, and {name} is not set. Set it in the environment of this command; it is passed on to the container.");

    internal static StackException PortNotReferable(string database, string port) => new(
        $"The port of {database} is written out as {port}, but its container listens on 5432. Write it as a reference such as ${{env:NAME}}: it then is 5432 for connectors, and a free port for this machine.");

    internal static StackException HostNotReachable(string database, string host) => new(
        $"The host of {database} is {host}, which in a container is the container itself. Set it to an address of this machine that containers reach.");

    private static string EndOf(IReadOnlyList<string> log) => log.Count > 0 ? " The end of it:\n" + string.Join('\n', log) : "";
}
