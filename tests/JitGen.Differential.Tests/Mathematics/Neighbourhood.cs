using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;

namespace JitGen.Differential.Tests.Mathematics;

/// <summary>
/// Calls of a function of one element each, and of the same elements in all places of longer arrays, between others that are huge,
/// no numbers, subnormal or take a rare path. What is expected of the long ones is put together from the results of the short ones.
/// </summary>
internal static class Neighbourhood
{
    /// <summary>More than four vectors of the smallest elements, and no multiple of any vector's length.</summary>
    private const int Length = 131;

    /// <summary>One in so many elements is a probe.</summary>
    private const int Spacing = 3;

    private static readonly double[] s_fillers = [1, 1e30, double.NaN, double.NegativeInfinity, double.Epsilon, 1e-310, 1e-40, 1e14, 5e6];

    private static readonly double[] s_probes =
        [0.3, 1.7, -2.5, 0, -0.0, 1, 30, -30, 90, -104, 710, 1e-5, 1e-40, 1e-310, 5e6, 1e14, -1e30, 1e300, double.PositiveInfinity, double.NaN];

    public static SpanCase Of(MathFunction function, ElementType type)
    {
        SpanFormula formula = FunctionArguments.Formula(function, type);
        ulong[][] probes = [.. s_probes.Select((x, n) => Operands(x, s_probes[(n * 7 + 3) % s_probes.Length]))];
        ulong[][] fillers = [.. s_fillers.Select((x, n) => Operands(x, s_fillers[(n * 5 + 2) % s_fillers.Length]))];
        ulong[][] elements = [.. probes, .. fillers];
        SpanCase alone = FunctionEngineTests.Evaluate(formula, [.. elements.Select((element, n) => FunctionArguments.Run(type, [.. element.Select(bits => new[] { bits })], n))]);
        IEnumerable<SpanRun> together = fillers.SelectMany((_, filler) => probes.Select((_, shift) => Together(probes.Length + filler, shift)));
        return alone with { Runs = [.. alone.Runs, .. together] };

        ulong[] Operands(double x, double y) => [.. new[] { x, y }.Take(function.Arity).Select(number => FunctionArguments.BitsOf(type, number))];

        SpanRun Together(int filler, int shift)
        {
            int[] places = [.. Enumerable.Range(0, Length).Select(k => k % Spacing == shift % Spacing ? (k / Spacing + shift) % probes.Length : filler)];
            SpanRun run = FunctionArguments.Run(type, [.. Enumerable.Range(0, function.Arity).Select(n => places.Select(place => elements[place][n]).ToArray())], filler * Length + shift);
            byte[] results = [.. places.SelectMany(place => alone.Runs[place].Expected[^1]!)];
            run.SetExpected([.. run.Contents[..^1], results], 0, null, Length);
            return run;
        }
    }
}
