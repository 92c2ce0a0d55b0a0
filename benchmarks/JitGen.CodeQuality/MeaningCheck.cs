using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Compiler.Text;

namespace JitGen.CodeQuality;

/// <summary>
/// Checks that a formula and its C text mean the same, without which their instruction counts could not be compared: the C
/// code, compiled by the host's compiler, against the interpreter.
/// </summary>
internal static unsafe class MeaningCheck
{
    private const int Runs = 2_000;

    private static readonly double[] s_numbers = [0, -0.0, 1, -1, 0.5, 2.5, 3, 10, -7.25, 255, 1e10, 1e-10, 1e300, double.NaN, double.PositiveInfinity];

    private static readonly long[] s_integers =
        [0, 1, -1, 2, 3, 7, 10, 63, 64, 100, 255, 256, 400, 2000, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue];

    /// <summary>The graph of a formula; the corpus has no wrong ones.</summary>
    public static BoundFormula Bind(BenchmarkFormula formula)
    {
        BoundFormula bound = Compilation.Bind(formula.Source);
        foreach (Diagnostic diagnostic in bound.Diagnostics)
        {
            if (diagnostic.Descriptor.Severity == DiagnosticSeverity.Error)
            {
                throw new InvalidDataException($"{formula.Name}: {diagnostic}");
            }
        }

        return bound;
    }

    /// <summary>The differences found, one a line; empty if all agree.</summary>
    public static IReadOnlyList<string> Run(IReadOnlyList<BenchmarkFormula> formulas, ReferenceCompiler compiler)
    {
        var differences = new List<string>();
        DirectoryInfo directory = Directory.CreateTempSubdirectory("jitgen-quality-");
        try
        {
            string path = Path.Combine(directory.FullName, "formulas.so");
            if (!compiler.CompileLibrary(CProgram.FunctionsWithWrappers(formulas), directory.FullName, path))
            {
                throw new InvalidOperationException($"The C compiler {compiler.Programs[0]} is not installed.");
            }

            nint library = NativeLibrary.Load(path);
            foreach (BenchmarkFormula formula in formulas)
            {
                Compare(formula, NativeLibrary.GetExport(library, "call_" + formula.Symbol), differences);
            }

            NativeLibrary.Free(library);
        }
        finally
        {
            directory.Delete(recursive: true);
        }

        return differences;
    }

    private static void Compare(BenchmarkFormula formula, nint entry, List<string> differences)
    {
        var call = (delegate* unmanaged<ulong*, int*, ulong>)entry;
        var interpreter = new Interpreter(Bind(formula).Function!);
        var random = new Random(1);
        ulong[] arguments = new ulong[formula.Source.Parameters.Count];
        for (int run = 0; run < Runs; run++)
        {
            for (int i = 0; i < arguments.Length; i++)
            {
                arguments[i] = Argument(random, formula.Source.Parameters[i].Type);
            }

            int bailOut = 0;
            ulong theirs;
            fixed (ulong* pointer = arguments)
            {
                theirs = call(pointer, &bailOut);
            }

            Outcome ours = interpreter.Run(arguments);
            bool equal = ours.Trap is null
                ? bailOut == 0 && AreEqual(formula.Source.ResultType, ours.Result, theirs)
                : bailOut != 0;
            if (!equal)
            {
                differences.Add($"{formula.Name}({string.Join(", ", arguments)}) is {ours}, in C {theirs}, bail-out {bailOut}");
                return;
            }
        }
    }

    private static ulong Argument(Random random, ElementType type)
    {
        ulong bits = type switch
        {
            ElementType.Double => BitConverter.DoubleToUInt64Bits(Number(random)),
            ElementType.Single => BitConverter.SingleToUInt32Bits((float)Number(random)),
            _ => (ulong)Integer(random),
        };
        return Interpreter.Widen(bits, type);
    }

    private static double Number(Random random) =>
        random.Next(3) == 0 ? s_numbers[random.Next(s_numbers.Length)] : (random.NextDouble() - 0.5) * 100;

    private static long Integer(Random random) =>
        random.Next(2) == 0 ? s_integers[random.Next(s_integers.Length)] : random.NextInt64() >> random.Next(64);

    private static bool AreEqual(ElementType type, ulong ours, ulong theirs) => type switch
    {
        ElementType.Double => ours == theirs || (double.IsNaN(BitConverter.UInt64BitsToDouble(ours)) && double.IsNaN(BitConverter.UInt64BitsToDouble(theirs))),
        ElementType.Single => ours == theirs || (float.IsNaN(BitConverter.UInt32BitsToSingle((uint)ours)) && float.IsNaN(BitConverter.UInt32BitsToSingle((uint)theirs))),
        _ => ours == theirs,
    };
}
