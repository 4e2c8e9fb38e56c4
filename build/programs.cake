// Ends the build with a message and a code, and without Cake's report around them.
void Fail(int code, string message)
{
    Console.Out.Flush();
    Console.Error.WriteLine(message);
    Environment.Exit(code);
}

// Runs a program whose output matters only where it fails.
void Quietly(string program, params string[] arguments)
{
    var (code, output) = Capture(program, arguments);
    if (code == 0)
        return;
    Fail(code, $"{output.TrimEnd()}\n{program} {arguments[0]} ended with code {code}; what it said is above.");
}

// Runs a program in front of whoever called: same terminal, same streams.
void Loudly(string program, params string[] arguments)
{
    var code = Run(program, arguments);
    if (code != 0)
        Fail(code, $"{System.IO.Path.GetFileName(program)} {arguments[0]} ended with code {code}.");
}

// As above; gives the exit code.
int Run(string program, params string[] arguments)
{
    using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments) { WorkingDirectory = Root });
    process.WaitForExit();
    return process.ExitCode;
}

(int Code, string Output) Capture(string program, params string[] arguments)
{
    var start = new System.Diagnostics.ProcessStartInfo(program, arguments) { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true };
    using var process = System.Diagnostics.Process.Start(start);
    var error = process.StandardError.ReadToEndAsync();
    var output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return (process.ExitCode, output + error.Result);
}

// One compiler process for all projects, also where the environment asks for one each: a quarter of the time.
const string OneCompiler = "-p:UseSharedCompilation=true";

// It would wait ten minutes for more work, and outlive the build.
void EndCompiler() => Capture("dotnet", "build-server", "shutdown", "--vbcscompiler");
