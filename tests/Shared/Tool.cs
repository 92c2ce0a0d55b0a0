using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace JitGen.Testing;

/// <summary>Runs programs.</summary>
internal static class Tool
{
    /// <summary>Runs a program to its end. Returns its exit code and all it wrote.</summary>
    /// <param name="program">The name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables to set, if any.</param>
    public static (int ExitCode, string Output) Run(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}

/// <summary>Runs Windows programs under wine, in a prefix of their own that is deleted with this object.</summary>
/// <param name="wine">The path of wine's 64-bit loader.</param>
internal sealed class Wine(string wine) : System.IDisposable
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
