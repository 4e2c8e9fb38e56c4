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

    internal static StackException NoPlaceForServers(string folder, string user) => new(
        $"The user '{user}', as whom PostgreSQL must run, cannot enter {folder}. Set BIFROST_STATE to a folder that it can enter, such as /var/lib/bifrost.");

    internal static StackException PasswordFileMissing(string server, string file) => new(
        $"The server {server} is there, but {file} with its superuser's password is not. 'bifrost destroy' and 'bifrost up' make both anew; the server's data is lost by that.");

    internal static StackException RolesFailed(string database, string reason) => new(
        $"The roles, schemas and tables of {database} could not be made: {reason}. 'bifrost up' tries again from where it stopped; 'bifrost destroy' starts afresh.");

    internal static StackException WorkerEnded(string logFile, IReadOnlyList<string> log) => new(
        $"The worker ended while it started. Its log is {logFile}.{(log.Count > 0 ? " The end of it:\n" + string.Join('\n', log) : "")}");

    internal static StackException WorkerSilent(Uri url, string logFile, string state) => new(
        $"The worker does not say at {url}health that it is healthy ({state}). Its log is {logFile}.");

    internal static StackException SuperuserAsLogin(string owner) => new(
        $"The user of {owner} is '{Servers.PostgresServer.Superuser}', the server's superuser. Connectors and loaders get logins of their own: choose another name.");

    internal static StackException BadUrl(string cluster, string url) => new(
        $"The url of the cluster {cluster} is '{url}', which is no http address. Write it as http://127.0.0.1:8083.");
}
