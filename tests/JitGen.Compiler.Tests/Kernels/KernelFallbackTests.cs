using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;

namespace JitGen.Compiler.Tests.Kernels;

/// <summary>The C# text of kernels, compiled and run beside the interpreter: same elements stored, same value, same exception.</summary>
public class KernelFallbackTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LoopsComputeWhatTheInterpreterComputes(bool checkOverflow)
    {
        var random = new Random(77);
        List<Function> bound = [.. KernelFormulas.All.Select(formula => KernelFormulas.Bind(formula.Signature, formula.Text))];
        List<Function> functions = [.. bound, .. bound.Select(function => Compiler.Optimizer.Optimizer.Optimize(function))];
        var compiled = CompiledKernels.Compile(functions, checkOverflow);
        for (int number = 0; number < functions.Count; number++)
        {
            foreach (int length in new[] { 0, 1, 2, 3, 5, 8, 31, 64, 65, 100, 257 })
            {
                foreach (bool calm in new[] { true, false })
                {
                    Compare(compiled, functions, number, KernelFormulas.Arguments(random, bound[number % bound.Count], length, calm), bound[number % bound.Count]);
                }
            }
        }
    }

    [Theory]
    [InlineData("float (in float x)", "sum(x)")]
    [InlineData("double (in double x, in double y)", "sum(x * y) + max(x[i - 1])")]
    [InlineData("float (in float x)", "product(x * 0.001f + 0.9995f) + min(x)")]
    [InlineData("long (in long x)", "checked(sum(x))")]
    public void BlocksAreMergedInOrder(string signature, string text)
    {
        var random = new Random(78);
        Function function = KernelFormulas.Bind(signature, text);
        var compiled = CompiledKernels.Compile([function], checkOverflow: false);
        foreach (int length in new[] { 65_535, 65_536, 65_537, 131_072, 131_073, 200_000, 5 * 65_536 + 1 })
        {
            Compare(compiled, [function], 0, KernelFormulas.Arguments(random, function, length, calm: true), function);
        }
    }

    [Fact]
    public void ParametersThatShareAnArrayAreUpdatedInPlace()
    {
        var random = new Random(79);
        Function function = KernelFormulas.Bind("void (in int x, in int y, ref int r)", "x / y - x");
        var compiled = CompiledKernels.Compile([function], checkOverflow: false);
        for (int run = 0; run < 100; run++)
        {
            (ulong[] values, ulong[][] spans) = KernelFormulas.Arguments(random, function, 20, calm: run % 2 == 0);
            spans[2] = spans[run % 3 == 0 ? 0 : 1];
            Compare(compiled, [function], 0, (values, spans), function);
        }
    }

    [Fact]
    public void InvariantsAreComputedBeforeTheLoopAndReadsComeBeforeStores()
    {
        Function function = KernelFormulas.Bind(
            "void (in float x, ref float y, ref float start, float a, float b)", "var t = sqrt(a) * b; y = x * t; start = x[i - 1] + t");
        KernelFallback map = KernelFallbackWriter.WriteMap(function, "");
        Assert.Equal("long start1, long end, int length, float* x, float* y, float* start, float a, float b", map.Parameters);
        const string expected = """
            unchecked
            {
                float t0 = MathF.Sqrt(a) * b;
                for (long i = start1; i < end; i++)
                {
                    float t1 = x[i];
                    float t2 = x[i - 1];
                    y[i] = t1 * t0;
                    start[i] = t2 + t0;
                }
            }

            """;
        Assert.Equal(expected, map.Body);
    }

    [Fact]
    public void AReductionTakesSeveralElementsOfALaneAtOnce()
    {
        Function function = KernelFormulas.Bind("double (in float x, double a)", "sum(x) * a / count(x > 0)");
        KernelFallback block = KernelFallbackWriter.WriteReduction(function, "");
        Assert.Equal("ulong* results, long start, long end, int length, float* x, double a", block.Parameters);
        const string expected = """
            unchecked
            {
                float* lanes = stackalloc float[64];
                ManagedMath.FillLanes(lanes, 0.0f);
                int total = 0;
                long i = start;
                for (; end - i >= 256; i += 192)
                {
                    for (long row = i + 64; i < row; i++)
                    {
                        float sum = lanes[i & 63];
                        float t1 = x[i];
                        sum += t1;
                        total += 0.0f < t1 ? 1 : 0;
                        float t2 = x[i + 64];
                        sum += t2;
                        total += 0.0f < t2 ? 1 : 0;
                        float t3 = x[i + 128];
                        sum += t3;
                        total += 0.0f < t3 ? 1 : 0;
                        float t4 = x[i + 192];
                        sum += t4;
                        total += 0.0f < t4 ? 1 : 0;
                        lanes[i & 63] = sum;
                    }
                }
                for (; i < end; i++)
                {
                    float t0 = x[i];
                    lanes[i & 63] += t0;
                    total += 0.0f < t0 ? 1 : 0;
                }
                results[0] = BitConverter.SingleToUInt32Bits(ManagedMath.AddLanes(lanes));
                results[1] = (uint)total;
            }

            """;
        Assert.Equal(expected, block.Body);

        KernelFallback finish = KernelFallbackWriter.WriteFinish(function, "");
        Assert.Equal("ulong* results, int length, double a", finish.Parameters);
        const string expectedFinish = """
            unchecked
            {
                float reduced0 = BitConverter.UInt32BitsToSingle((uint)results[0]);
                int reduced1 = (int)results[1];
                return (double)reduced0 * a / (double)reduced1;
            }

            """;
        Assert.Equal(expectedFinish, finish.Body);
    }

    private static void Compare(
        CompiledKernels compiled, IReadOnlyList<Function> functions, int number, (ulong[] Values, ulong[][] Spans) arguments, Function bound)
    {
        ulong[][] expectedSpans = Copy(arguments.Spans);
        ulong[][] actualSpans = Copy(arguments.Spans);
        KernelOutcome expected = new KernelInterpreter(bound).Run(arguments.Values, expectedSpans);
        KernelOutcome actual = compiled.Run(number, arguments.Values, actualSpans);
        bool same = expected.Outcome.Trap == actual.Outcome.Trap
            && (expected.Outcome.Trap is not null || bound.Finish is null
                || KernelFormulas.Same(bound.Finish.Results[0].Type, expected.Outcome.Result, actual.Outcome.Result));
        for (int index = 0; same && index < expectedSpans.Length; index++)
        {
            ElementType type = bound.Parameters[index].Type;
            same = expectedSpans[index].Zip(actualSpans[index]).All(pair => KernelFormulas.Same(type, pair.First, pair.Second));
        }

        if (!same)
        {
            Assert.Fail(
                $"{expected} expected, {actual} computed, of {arguments.Spans.Max(span => span.Length)} elements\n"
                + Printer.Print(functions[number]) + CompiledKernels.Source([functions[number]]));
        }
    }

    /// <summary>Copies of arrays; what is one array stays one.</summary>
    private static ulong[][] Copy(ulong[][] spans)
    {
        ulong[][] copies = [.. spans.Select(span => (ulong[])span.Clone())];
        for (int index = 0; index < copies.Length; index++)
        {
            copies[index] = copies[Array.IndexOf(spans, spans[index])];
        }

        return copies;
    }
}
