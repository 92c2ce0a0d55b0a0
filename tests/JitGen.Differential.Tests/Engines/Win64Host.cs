using System;
using System.IO;
using JitGen.Testing;

namespace JitGen.Differential.Tests.Engines;

/// <summary>The .NET application for Windows that runs compiled formulas, under wine. There is one for all tests of the process.</summary>
internal sealed class Win64Host
{
    private static readonly Lazy<Win64Host?> s_shared = new(() => ExternalEngine.Wine.Find() is [string wine] ? new Win64Host(wine) : null);

    private readonly Wine _wine;
    private readonly string _program;

    private Win64Host(string wine)
    {
        _program = Publish();
        _wine = new Wine(wine);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _wine.Dispose();
    }

    /// <summary>The application; null, and a note, where there is no wine.</summary>
    public static Win64Host? Shared => s_shared.Value;

    /// <summary>Runs it. Returns how it failed; null if it did not.</summary>
    public string? Run(params string[] arguments)
    {
        (int code, string text) = _wine.Run(_program, arguments, ("JITGEN_REQUIRE", "1"));
        return code == 0 ? null : $"the application for Windows ended with {code}: {text}";
    }

    private static string Publish()
    {
        string project = Path.Combine(ExternalEngine.RepositoryDirectory, "tests", "Assets", "Win64Host");
        string directory = Path.Combine(ExternalEngine.RepositoryDirectory, "artifacts", "win64-host");
        (int code, string output) = Tool.Run("dotnet", ["publish", project, "--configuration", "Release", "--output", directory, "--nologo"]);
        return code == 0
            ? Path.Combine(directory, "Win64Host.exe")
            : throw new InvalidOperationException("The application for Windows does not build: " + output);
    }
}
