using System;
using System.IO;
using System.Runtime.InteropServices;

namespace JitGen.Benchmarks;

/// <summary>Programs beside the benchmarks that are measured in processes of their own, under the JIT and compiled ahead of time.</summary>
internal static class PublishedProgram
{
    /// <summary>Publishes for the JIT: .NET 10.</summary>
    /// <param name="project">The name of the project, which imports <c>AheadOfTime.props</c>.</param>
    /// <param name="directory">Where the program will be.</param>
    /// <returns>The path of the program.</returns>
    public static string ForJit(string project, string directory)
    {
        Repository.RunOrThrow(Repository.Root, "dotnet", Arguments(project, directory, "--no-self-contained"));
        return ProgramOf(project, directory);
    }

    /// <summary>Publishes compiled by NativeAOT: .NET 9; null, after the reason on the standard error, if this machine cannot.</summary>
    /// <inheritdoc cref="ForJit"/>
    public static string? AheadOfTime(string project, string directory)
    {
        (int exitCode, string output) = Repository.Run(Repository.Root, "dotnet", Arguments(project, directory, "-p:AheadOfTime=true"));
        if (exitCode == 0)
        {
            return ProgramOf(project, directory);
        }

        Console.Error.WriteLine($"{project} could not be published with NativeAOT:\n{output}");
        return null;
    }

    private static string[] Arguments(string project, string directory, string kind) =>
        ["publish", Repository.Path("benchmarks", project), "-c", "Release", "-o", directory, "-r", RuntimeInformation.RuntimeIdentifier, kind];

    private static string ProgramOf(string project, string directory) =>
        Path.Combine(directory, OperatingSystem.IsWindows() ? project + ".exe" : project);
}
