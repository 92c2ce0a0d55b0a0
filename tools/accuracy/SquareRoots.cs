using System;
using System.Collections.Generic;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;

namespace JitGen.Accuracy;

/// <summary>Square roots of all floats, as kernels compute them on each target.</summary>
internal static class SquareRoots
{
    /// <summary>No row of the table: formulas have an operation for it.</summary>
    private static readonly MathFunction s_root = new(-1, "Sqrt", 1, (x, _) => x.Sqrt(), (x, _) => x.Sqrt());

    /// <summary>Compares them with the correctly rounded ones. Returns the exit code of the program.</summary>
    public static int Check()
    {
        if (Reference.Find(s_root.Name) is not { } reference)
        {
            return 2;
        }

        IReadOnlyList<NativeFunction> native = [.. Natives()];
        Report report = new FloatRun(native, reference, rounds: true).Run(stride: 1);
        Console.WriteLine($"Square roots of {report.Tried:N0} floats on {string.Join(" and ", Names(native))}: {report.Wrong:N0} not correctly rounded.");
        return report.Wrong == 0 ? 0 : 1;
    }

    private static IEnumerable<NativeFunction> Natives()
    {
        foreach (var target in NativeFunction.Targets)
        {
            yield return new NativeFunction(s_root, ElementType.Single, target);
        }
    }

    private static IEnumerable<string> Names(IEnumerable<NativeFunction> native)
    {
        foreach (NativeFunction function in native)
        {
            yield return function.Target.Name;
        }
    }
}
