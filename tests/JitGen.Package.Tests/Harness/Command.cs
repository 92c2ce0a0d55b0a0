using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using JitGen.Testing;

namespace JitGen.Package.Tests;

/// <summary>What a process that has ended left behind.</summary>
/// <param name="Line">The command line, for messages.</param>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record CommandResult(string Line, int ExitCode, string Output, string Errors)
{
    private const int LongestStory = 6000;

    /// <summary>Fails the test unless the process succeeded.</summary>
    public CommandResult Succeeded()
    {
        Require(ExitCode == 0);
        return this;
    }

    /// <summary>Fails the test, with what was asked and answered, unless a condition holds.</summary>
    public void Require(bool condition)
    {
        string story = $"{Output}{Errors}";
        Assert.True(
            condition,
            $"{Line}\nended with exit code {ExitCode} and said\n{(story.Length > LongestStory ? story[..LongestStory] + " ..." : story)}");
    }
}

/// <summary>Runs programs to their end.</summary>
internal static class Command
{
    /// <summary>Of the surroundings' variables those that steer the runtime, the build or the test host are kept from the child.</summary>
    private static readonly string[] s_kept = ["JITGEN_", "DOTNET_Enable", "MSBuild", "VSTEST_", "COREHOST_"];

    /// <summary>What every child gets: builds that leave no process behind, ask no server and speak English.</summary>
    private static readonly (string Name, string Value)[] s_common =
    [
        ("MSBUILDDISABLENODEREUSE", "1"),
        ("UseSharedCompilation", "false"),
        ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"),
        ("DOTNET_CLI_UI_LANGUAGE", "en"),
        ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
        ("DOTNET_NOLOGO", "1"),
        ("NuGetAudit", "false"),
    ];

    /// <summary>Runs a program; one that takes minutes is ended with its children, and the test fails.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="directory">Where it runs.</param>
    /// <param name="arguments">One string each.</param>
    /// <param name="environment">Variables such as <c>JITGEN_REQUIRE=1</c>.</param>
    public static CommandResult Run(string program, string directory, IEnumerable<string> arguments, params string[] environment)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = directory };
        foreach (string name in start.Environment.Keys.Where(IsKept).ToList())
        {
            start.Environment.Remove(name);
        }
        foreach ((string name, string value) in s_common)
        {
            start.Environment[name] = value;
        }
        foreach (string variable in environment)
        {
            int split = variable.IndexOf('=', StringComparison.Ordinal);
            start.Environment[variable[..split]] = variable[(split + 1)..];
        }

        string line = string.Join(' ', [.. environment, program, .. start.ArgumentList]);
        ToolResult result = Tool.Run(start);
        return new CommandResult(line, result.ExitCode, result.Output.ReplaceLineEndings("\n"), result.Errors);
    }

    private static bool IsKept(string name) => s_kept.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
