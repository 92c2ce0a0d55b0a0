using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace JitGen.Testing;

/// <summary>Runs programs.</summary>
internal static class Tool
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    /// <summary>Runs a program to its end. Returns its exit code and all it wrote.</summary>
    /// <param name="program">The name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables to set, if any.</param>
    /// <exception cref="TimeoutException">It took ten minutes, and was stopped with all that it had started.</exception>
    public static (int ExitCode, string Output) Run(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)}: stopped after {s_limit.TotalMinutes} minutes.");
        }

        return (process.ExitCode, output.Result + errors.Result);
    }
}

/// <summary>Runs Windows programs under wine, in a prefix of their own that is deleted with this object.</summary>
/// <param name="wine">The path of wine's 64-bit loader.</param>
internal sealed class Wine(string wine) : IDisposable
{
    private readonly string _prefix = Directory.CreateTempSubdirectory("jitgen-wine-").FullName;

    /// <summary>Runs a program to its end. Returns its exit code and all it and wine wrote.</summary>
    public (int ExitCode, string Output) Run(string program, string[] arguments, params (string Name, string Value)[] environment) =>
        Tool.Run(wine, [program, .. arguments], [("WINEDEBUG", "-all"), ("WINEPREFIX", _prefix), ("DISPLAY", ""), .. environment]);

    public void Dispose()
    {
        // The server of the prefix outlives the program for some seconds and would write into the directory again.
        Tool.Run(Path.Combine(Path.GetDirectoryName(wine)!, "wineserver64") is { } server && File.Exists(server) ? server : "wineserver", ["-k"], ("WINEPREFIX", _prefix));
        Directory.Delete(_prefix, recursive: true);
    }
}
