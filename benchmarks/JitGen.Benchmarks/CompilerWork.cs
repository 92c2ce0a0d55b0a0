using System;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Compiler.Targets;

namespace JitGen.Benchmarks;

/// <summary>Formulas of every kind, for measuring the compiler.</summary>
internal sealed class CompilerWork
{
    private static readonly FormulaSource[] s_sources =
    [
        Source("(((((((7*a+6)*a+5)*a+4)*a+3)*a+2)*a+1)*a+0.1) * b", ElementType.Double, "a", "b"),
        Source("(((a-b)+(c-x))/((y-z)+(w-a)))*(((b-c)+(x-y))/((z-w)+(a-b)))", ElementType.Double, "a", "b", "c", "x", "y", "z", "w"),
        Source("sqrt(a*a + b*b + c*c) > 1 && a < b ? a / c : max(b, c)", ElementType.Double, "a", "b", "c"),
        Source("var a = (x ^ x >> 30) * 0xBF58476D1CE4E5B9; var b = (a ^ a >> 27) * 0x94D049BB133111EB; b ^ b >> 31", ElementType.UInt64, "x"),
        Source("365*y + y/4 - y/100 + y/400 + (153*m + 2)/5 + d - 719469", ElementType.Int32, "y", "m", "d"),
        Source("checked(a * b + c) / (d | 1)", ElementType.Int64, "a", "b", "c", "d"),
        Source("b != 0 ? a % b : clamp(a, -100, 100) + popcount((uint)a)", ElementType.Int32, "a", "b"),
        Source("rotateLeft(a + b * 0xC2B2AE3D27D4EB4F, 31) * 0x9E3779B185EBCA87 ^ multiplyHigh(a, b)", ElementType.UInt64, "a", "b"),
    ];

    private readonly BoundFormula[] _bound = Array.ConvertAll(s_sources, source => Compilation.Bind(source));

    /// <summary>The nodes of all graphs as bound, before any optimization: what the times are divided by.</summary>
    public int NodeCount
    {
        get
        {
            int count = 0;
            foreach (BoundFormula formula in _bound)
            {
                count += formula.Function!.Count;
            }

            return count;
        }
    }

    /// <summary>Text to graphs; returns the number of nodes.</summary>
    public int BindAll()
    {
        int count = 0;
        foreach (FormulaSource source in s_sources)
        {
            count += Compilation.Bind(source).Function!.Count;
        }

        return count;
    }

    /// <summary>Graphs to bytes for one target; returns the number of bytes.</summary>
    public int CompileAll(string targetName)
    {
        Target target = TargetTable.ByName(targetName)!;
        int bytes = 0;
        foreach (BoundFormula formula in _bound)
        {
            bytes += Compilation.Compile(formula, target, Compiler.OptimizationLevel.Full).Code.Bytes.Length;
        }

        return bytes;
    }

    private static FormulaSource Source(string text, ElementType type, params string[] parameters) => new()
    {
        Text = text,
        MethodName = "F",
        Parameters = Array.ConvertAll(parameters, name => new Parameter(name, type)),
        ResultType = type,
    };
}
