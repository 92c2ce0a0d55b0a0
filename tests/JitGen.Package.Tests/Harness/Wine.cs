using System.IO;
using System.Linq;
using JitGen.Testing;

namespace JitGen.Package.Tests;

/// <summary>Runs programs for Windows, with a configuration of wine's that lives in the folder of the test.</summary>
internal static class Wine
{
    // mscoree.dll has to stay, although it only is there for .NET Framework: without it wine loads no managed assembly.
    private static string[] Settings(PackedJitGen package) =>
        ["WINEPREFIX=" + Prefix(package), "WINEDEBUG=-all", "WINEDLLOVERRIDES=winemenubuilder.exe=d;winedbg.exe=d"];

    /// <summary>Runs a program; the path of wine comes from <see cref="ExternalEngine.Wine"/>.</summary>
    public static CommandResult Run(PackedJitGen package, string wine, string program, string[] arguments, params string[] environment) =>
        Command.Run(wine, Path.GetDirectoryName(program)!, [program, .. arguments], [.. Settings(package), .. environment]);

    /// <summary>Ends the processes that wine keeps for the next program.</summary>
    public static void End(PackedJitGen package)
    {
        if (!Directory.Exists(Prefix(package)))
        {
            return;
        }
        string folder = Path.GetDirectoryName(ExternalEngine.Wine.Find()![0])!;
        string server = ((string[])["wineserver64", "wineserver"]).Select(name => Path.Combine(folder, name)).First(File.Exists);
        // It fails where all have ended already.
        Command.Run(server, package.Folder, ["-k"], Settings(package));
        Command.Run(server, package.Folder, ["-w"], Settings(package));
    }

    private static string Prefix(PackedJitGen package) => Path.Combine(package.Folder, "wine");
}
