using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using JitGen.Testing;

namespace JitGen.Runtime.Tests;

/// <summary>A fresh process that runs one scenario of <see cref="Scenarios"/>.</summary>
internal static class Child
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    /// <summary>Runs a scenario and returns its report: the lines of standard output, split at '=' into names and values.</summary>
    /// <param name="scenario">Its name, then its arguments.</param>
    /// <param name="environment">Variables such as <c>JITGEN_ISA=x64-v3</c>.</param>
    internal static Dictionary<string, string> Run(string scenario, params string[] environment)
    {
        ProcessStartInfo start = new("dotnet", ["exec", typeof(Child).Assembly.Location, .. scenario.Split(' ')]);
        foreach (string name in start.Environment.Keys.Where(IsOurs).ToList())
        {
            start.Environment.Remove(name);
        }
        foreach (string variable in environment)
        {
            int split = variable.IndexOf('=', StringComparison.Ordinal);
            start.Environment[variable[..split]] = variable[(split + 1)..];
        }

        ToolResult result = Tool.Run(start, limit: s_limit);
        Assert.True(result.ExitCode == 0, $"{scenario}: exit code {result.ExitCode}\n{result.Output}\n{result.Errors}");

        Dictionary<string, string> report = new();
        foreach (string line in result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            int split = line.IndexOf('=', StringComparison.Ordinal);
            report.Add(line[..split], line[(split + 1)..].TrimEnd('\r'));
        }
        return report;
    }

    private static bool IsOurs(string name) =>
        name.StartsWith("JITGEN_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("DOTNET_Enable", StringComparison.OrdinalIgnoreCase);
}
