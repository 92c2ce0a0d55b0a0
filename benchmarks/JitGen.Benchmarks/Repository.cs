using System;
using System.Diagnostics;
using System.IO;

namespace JitGen.Benchmarks;

/// <summary>The repository around the current directory, and commands run in it.</summary>
internal static class Repository
{
    /// <summary>The directory with <c>JitGen.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>Runs a program to its end; its exit code and its standard output.</summary>
    public static (int ExitCode, string Output) Run(string directory, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };

        // No node, no compiler server survives a command, so each starts cold; two processors, on whatever machine.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_PROCESSOR_COUNT"] = "2";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        using Process process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    /// <summary>Runs a command that has to succeed.</summary>
    public static string RunOrThrow(string directory, string program, params string[] arguments)
    {
        (int exitCode, string output) = Run(directory, program, arguments);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed:\n{output}");
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? directory = new(Environment.CurrentDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(directory.FullName, "JitGen.sln")))
            {
                return directory.FullName;
            }
        }

        throw new DirectoryNotFoundException("Run this inside the repository: there is no JitGen.sln above the current directory.");
    }
}
