using System;
using System.IO;

namespace JitGen.Testing;

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
