// Handed on to the program where they are given.
string[] TortureOptions => new[] { "minutes", "kills", "seed", "output", "only", "verbose" };

Task("Torture")
    .Description("Kills workers, servers and connections, and looks whether anything is lost, doubled or torn.")
    .Does(() =>
    {
        Quietly("dotnet", "build", "tests/Bifrost.Torture", "-c", Configuration, "-v", "q", "--nologo", "-clp:ErrorsOnly", OneCompiler);
        EndCompiler();
        var options = TortureOptions.Where(name => HasArgument(name)).SelectMany(name => new[] { $"--{name}", Argument(name, "") });
        // Its last line says what was seen; nothing is added to it.
        var code = Run("dotnet", new[] { "exec", $"{Artifacts}/bin/Bifrost.Torture/{Configuration.ToLowerInvariant()}/Bifrost.Torture.dll" }.Concat(options).ToArray());
        Console.Out.Flush();
        Environment.Exit(code);
    });
