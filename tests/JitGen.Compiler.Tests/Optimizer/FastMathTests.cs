using System;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Tests.Kernels;

namespace JitGen.Compiler.Tests.Optimizer;

/// <summary>What FloatMode.Fast does to kernels, and Strict does not.</summary>
public class FastMathTests
{
    [Theory]
    [InlineData("x * y + z", "fmaF v0, v1, v2")]
    [InlineData("z + x * y", "fmaF v1, v2, v0")]
    [InlineData("x * y - z", "negF v2; fmaF v0, v1, v3")]
    [InlineData("z - x * y", "negF v1; fmaF v2, v3, v0")]
    [InlineData("x * y + z * x", "mulF v0, v1; fmaF v0, v3, v2")]
    [InlineData("x * x - y * y + z", "fmaF v0, v0, v2; negF v1; fmaF v1, v4, v3")]
    [InlineData("x + y - z", "addF v0, v1; subF v2, v3")]
    [InlineData("x * y + 2f", "fmaF v0, v1, v2")]
    [InlineData("var p = x * y; (p + z) * (p - z)", "fmaF v0, v1, v2; negF v2; fmaF v0, v1, v4; mulF v3, v5")]
    [InlineData("var p = x * y; (p + z) / p", "mulF v0, v1; addF v2, v3; divF v4, v2")]
    [InlineData("x * a * y + b + a", "mulF v0, v1; addF v1, v4; fmaF v2, v3, v5")]
    [InlineData("x * 0.5f * 3f", "mulF v0, v1")]
    [InlineData("x * 1e30f * 1e30f", "mulF v0, v1; mulF v2, v1")]
    [InlineData("(x + a) + 2f + y", "addF v1, v2; addF v3, v0; addF v4, v5")]
    public void FastPutsTogetherWhatItMay(string text, string operations)
    {
        Function bound = KernelFormulas.Bind("void (in float x, in float y, in float z, ref float r, float a, float b)", text);
        Function fast = Compiler.Optimizer.Optimizer.Optimize(bound, FloatMode.Fast);
        Assert.Null(Verifier.Verify(fast));
        string[] lines = [.. Printer.Print(fast).Split('\n').Select(line => line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim())];
        Assert.Equal(operations, string.Join("; ", lines.Where(line => line.Contains("F ", StringComparison.Ordinal))));

        Function strict = Compiler.Optimizer.Optimizer.Optimize(bound);
        Assert.DoesNotContain("fma", Printer.Print(strict), StringComparison.Ordinal);
    }

    [Fact]
    public void AContractedSumIsRoundedOnce()
    {
        var random = new Random(5);
        Function bound = KernelFormulas.Bind("void (in float x, in float y, ref float r)", "y - x * x");
        Function fast = Compiler.Optimizer.Optimizer.Optimize(bound, FloatMode.Fast);
        for (int run = 0; run < 100; run++)
        {
            float x = random.NextSingle();
            float y = random.NextSingle();
            ulong[][] spans = [[BitConverter.SingleToUInt32Bits(x)], [BitConverter.SingleToUInt32Bits(y)], [0]];
            new KernelInterpreter(fast).Run(new ulong[3], spans);
            Assert.Equal(MathF.FusedMultiplyAdd(-x, x, y), BitConverter.UInt32BitsToSingle((uint)spans[2][0]));
        }
    }

    [Fact]
    public void ASumOfProductsNearlyIsWhatTheTextSays()
    {
        // Integers that are small enough are exact, in whatever order they are added.
        string[] texts =
        [
            "x*y - z*x + y*z - a", "a - x*y - z - y*y", "(x*y + z) * (x*y - z) - x*y*z + b", "x - (y - (z - x*y)) - a*b*x*2f",
            "(x - y)*(x - y) + (y - z)*(y - z) + 1f", "x*x*x + 3f*x*x*y - b - a", "x*y + x*y - (a*x + x*b)",
        ];
        var random = new Random(6);
        foreach (string text in texts)
        {
            Function bound = KernelFormulas.Bind("void (in float x, in float y, in float z, ref float r, float a, float b)", text);
            Function fast = Compiler.Optimizer.Optimizer.Optimize(bound, FloatMode.Fast);
            Assert.Contains("fmaF", Printer.Print(fast), StringComparison.Ordinal);
            ulong[] values = [.. Enumerable.Range(0, 6).Select(_ => Small())];
            ulong[][] spans = [.. Enumerable.Range(0, 6).Select(index => index < 4 ? Enumerable.Range(0, 50).Select(_ => Small()).ToArray() : [])];
            new KernelInterpreter(bound).Run(values, spans);
            ulong[] expected = [.. spans[3]];
            new KernelInterpreter(fast).Run(values, spans);
            Assert.Equal(expected.Select(bits => BitConverter.UInt32BitsToSingle((uint)bits)), spans[3].Select(bits => BitConverter.UInt32BitsToSingle((uint)bits)));
        }

        ulong Small() => BitConverter.SingleToUInt32Bits(random.Next(-9, 10));
    }

    [Fact]
    public void ScalarsAndTheEndOfAReductionAreStrict()
    {
        Function reduction = KernelFormulas.Bind("double (in double x, double a)", "sum(x * a + x) * a + 1");
        Function fast = Compiler.Optimizer.Optimizer.Optimize(reduction, FloatMode.Fast);
        Assert.Contains("fma", Printer.Print(fast)[..Printer.Print(fast).IndexOf("finish", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.DoesNotContain("fma", Printer.Print(fast.Finish!), StringComparison.Ordinal);
        Function scalar = KernelFormulas.Bind("double (double x, double y)", "x * y + 1");
        Assert.DoesNotContain("fma", Printer.Print(Compiler.Optimizer.Optimizer.Optimize(scalar, FloatMode.Fast)), StringComparison.Ordinal);
    }
}
