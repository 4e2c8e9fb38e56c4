using System.Text.Json;
using System.Text.Json.Nodes;
using Bifrost.Stack.Servers;
using Bifrost.Stack.State;

namespace Bifrost.Stack.Containers;

/// <summary>What the stack in containers keeps in the state folder: the superusers' passwords, the override with what connectors see, and what images are built from.</summary>
internal sealed class ContainerFiles(string folder)
{
    /// <summary>An <c>up</c> in containers was here.</summary>
    public bool IsThere => Directory.Exists(folder);

    public string ConnectContext => Path.Combine(folder, "build", "connect");

    public string WorkerContext => Path.Combine(folder, "build", "bifrost");

    public string Override => Path.Combine(folder, "connectors.yml");

    private string ImagesFile => Path.Combine(folder, "images");

    /// <summary>Every image that an <c>up</c> of this folder may have pulled or built.</summary>
    public IReadOnlyList<string> Images => File.Exists(ImagesFile) ? File.ReadAllLines(ImagesFile) : [];

    public void Prepare() => PostgresServer.MakeFolder(folder);

    public void RememberImages(IEnumerable<string> images) => File.WriteAllLines(ImagesFile, Images.Union(images).Order(StringComparer.Ordinal).ToList());

    /// <summary>The password of a server's superuser, made where it is not there.</summary>
    /// <param name="hasVolume">The server's volume is there already, and knows the password that it was made with.</param>
    /// <exception cref="StackException">The server is there, but not its password.</exception>
    public string SuperuserPassword(string database, bool hasVolume)
    {
        var file = Path.Combine(folder, database + ".superuser");
        if (File.Exists(file))
            return File.ReadAllText(file);
        if (hasVolume)
            throw StackException.PasswordFileMissing(database, file);
        var password = PostgresServer.NewPassword();
        PrivateFile.Replace(file, password);
        return password;
    }

    /// <summary>
    /// An override that gives the workers what connectors refer to. It is JSON, which is YAML too; it holds references to secrets, and no secret.
    /// </summary>
    public void WriteOverride(IEnumerable<string> workers, IReadOnlyDictionary<string, string> variables)
    {
        var environment = variables.OrderBy(static variable => variable.Key, StringComparer.Ordinal).ToList();
        var services = new JsonObject(workers.Select(worker => KeyValuePair.Create(worker, (JsonNode?)new JsonObject
        {
            ["environment"] = new JsonObject(environment.Select(static variable => KeyValuePair.Create(variable.Key, (JsonNode?)variable.Value))),
        })));
        File.WriteAllText(Override, new JsonObject { ["services"] = services }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");
    }
}
