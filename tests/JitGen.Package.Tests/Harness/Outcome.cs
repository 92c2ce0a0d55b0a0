using System;
using System.Linq;

namespace JitGen.Package.Tests;

/// <summary>What a run of the program of <see cref="FormulaProgram"/> wrote.</summary>
/// <param name="Target">What the process runs, such as <c>x64-v3-sysv</c>.</param>
/// <param name="Image">The target of the class of formulas, and how many it has.</param>
/// <param name="Results">A line for each call, the same on every machine.</param>
/// <param name="Differences">What C# says instead, here, a line for each call where it does.</param>
internal sealed record Outcome(string Target, string Image, string Results, string[] Differences)
{
    public static Outcome Of(CommandResult run)
    {
        string[] lines = run.Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] results = [.. lines.Where(line => !line.StartsWith('['))];
        Assert.Equal(Formulas.All.Sum(formula => formula.Arguments.Length), results.Length);
        return new(
            Bracketed(lines, "[target] ").Single(),
            Bracketed(lines, "[image] Fresh.Kernels ").Single(),
            string.Join('\n', results),
            Bracketed(lines, "[csharp] "));
    }

    /// <summary>Fails the test unless every formula ran for a target.</summary>
    public Outcome RanAs(string target)
    {
        Assert.Equal(target, Target);
        Assert.Equal($"{target} {Formulas.All.Count}", Image);
        return this;
    }

    /// <summary>Fails the test unless the results are those of another run.</summary>
    public void AgreesWith(Outcome other) => Assert.Equal(other.Results, Results);

    private static string[] Bracketed(string[] lines, string start) =>
        [.. lines.Where(line => line.StartsWith(start, StringComparison.Ordinal)).Select(line => line[start.Length..])];
}
