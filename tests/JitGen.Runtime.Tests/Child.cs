using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;

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
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(Child).Assembly.Location);
        foreach (string argument in scenario.Split(' '))
        {
            start.ArgumentList.Add(argument);
        }
        foreach (string name in start.Environment.Keys.Where(IsOurs).ToList())
        {
            start.Environment.Remove(name);
        }
        foreach (string variable in environment)
        {
            int split = variable.IndexOf('=', StringComparison.Ordinal);
            start.Environment[variable[..split]] = variable[(split + 1)..];
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> text = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{scenario}: stopped after {s_limit.TotalMinutes} minutes");
        }
        string output = text.Result;
        Assert.True(process.ExitCode == 0, $"{scenario}: exit code {process.ExitCode}\n{output}\n{errors.Result}");

        Dictionary<string, string> report = new();
        foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            int split = line.IndexOf('=', StringComparison.Ordinal);
            report.Add(line[..split], line[(split + 1)..].TrimEnd('\r'));
        }
        return report;
    }

    private static bool IsOurs(string name) =>
        name.StartsWith("JITGEN_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("DOTNET_Enable", StringComparison.OrdinalIgnoreCase);
}
