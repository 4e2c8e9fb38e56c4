string Bifrost => Artifacts + "/bin/bifrost";

// A worker goes on running from the folder that it was started from, so no build writes into the folder of another: each has one, named for its inputs.
const int BuildsKept = 3;

Task("Cli")
    .Description("Publishes the command line and makes artifacts/bin/bifrost.")
    .Does(BuildCommandLine);

void BuildCommandLine()
{
    var build = $"{Artifacts}/cli/{InputsOf("src", "templates", "dbt/seeds", "docker")}";
    if (!System.IO.File.Exists(build + "/bifrost.dll"))
        Publish(build);
    System.IO.Directory.SetLastWriteTimeUtc(build, DateTime.UtcNow);
    WriteLauncher(build);
    foreach (var old in new System.IO.DirectoryInfo(Artifacts + "/cli").GetDirectories().OrderByDescending(folder => folder.LastWriteTimeUtc).Skip(BuildsKept))
        old.Delete(recursive: true);
}

void Publish(string folder)
{
    var unfinished = folder + ".new";
    if (System.IO.Directory.Exists(unfinished))
        System.IO.Directory.Delete(unfinished, recursive: true);
    Console.WriteLine("Building the command line …");
    Quietly("dotnet", "publish", "src/Bifrost.Cli", "-c", Configuration, "-o", unfinished, "-v", "q", "--nologo", "-clp:ErrorsOnly", OneCompiler);
    EndCompiler();
    System.IO.Directory.Move(unfinished, folder);
}

// dotnet is looked up by the PATH, which finds it wherever it was installed; the apphost asks for DOTNET_ROOT.
void WriteLauncher(string build)
{
    var text = $"#!/bin/sh\nhere=$(dirname -- \"$(readlink -f -- \"$0\")\")\nexec dotnet \"$here/../cli/{System.IO.Path.GetFileName(build)}/bifrost.dll\" \"$@\"\n";
    if (System.IO.File.Exists(Bifrost) && System.IO.File.ReadAllText(Bifrost) == text)
        return;
    System.IO.Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Bifrost));
    System.IO.File.WriteAllText(Bifrost + ".new", text);
    System.IO.File.SetUnixFileMode(Bifrost + ".new", (System.IO.UnixFileMode)Convert.ToInt32("755", 8));
    System.IO.File.Move(Bifrost + ".new", Bifrost, overwrite: true);
}

// A hash of every file that the compiler may read, and of the SDK that is asked for.
string InputsOf(params string[] folders)
{
    using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    var files = folders.Select(folder => $"{Root}/{folder}").Where(System.IO.Directory.Exists)
        .SelectMany(folder => System.IO.Directory.GetFiles(folder, "*", System.IO.SearchOption.AllDirectories))
        .Where(file => !file.EndsWith(".md") && !file.Contains("/obj/") && !file.Contains("/bin/"))
        .Append(Root + "/global.json");
    foreach (var file in files.OrderBy(file => file, StringComparer.Ordinal))
    {
        hash.AppendData(Encoding.UTF8.GetBytes(System.IO.Path.GetRelativePath(Root, file)));
        hash.AppendData(SHA256.HashData(System.IO.File.ReadAllBytes(file)));
    }

    return Convert.ToHexString(hash.GetHashAndReset())[..16].ToLowerInvariant();
}
