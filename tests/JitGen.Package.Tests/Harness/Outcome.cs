using System;
using System.Linq;

namespace JitGen.Package.Tests;

/// <summary>What a run of the program of <see cref="FormulaProgram"/> wrote.</summary>
/// <param name="Target">What the process runs, such as <c>x64-v3-sysv</c>.</param>
/// <param name="Image">The target of the class of formulas, and how many it has.</param>
/// <param name="Results">The lines that are the same everywhere.</param>
internal sealed record Outcome(string Target, string Image, string Results)
{
    public static Outcome Of(CommandResult run)
    {
        string[] lines = run.Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string image = Bracketed(lines, "[image] Fresh.Kernels ");
        string results = string.Join('\n', lines.Where(line => !line.StartsWith('[')));
        Assert.True(lines[^1] == "different = 0", results);
        Assert.Equal(Formulas.All.Sum(formula => formula.Arguments.Length) + 1, results.Split('\n').Length);
        return new(Bracketed(lines, "[target] "), image, results);
    }

    /// <summary>Fails the test unless every formula ran for a target.</summary>
    public void RanAs(string target)
    {
        Assert.Equal(target, Target);
        Assert.Equal($"{target} {Formulas.All.Count}", Image);
    }

    private static string Bracketed(string[] lines, string start) => Assert.Single(lines, line => line.StartsWith(start, StringComparison.Ordinal))[start.Length..];
}
