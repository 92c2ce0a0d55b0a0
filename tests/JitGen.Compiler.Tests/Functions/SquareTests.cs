using System;
using System.Linq;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;
using JitGen.Compiler.Semantics;
using JitGen.Compiler.Tests.Semantics;

namespace JitGen.Compiler.Tests.Functions;

/// <summary>The second power of x is x x, rounded once: whether the exponent is a constant of the formula or comes as an argument.</summary>
public class SquareTests
{
    private static readonly double[] s_numbers =
    [
        0, 1, 1.5, 3, 0.1, 1e-3, 1 / 3.0, Math.PI, 16777217, 9007199254740991, 1e19, 1.8446743e19, 1.8446744e19, 1e-19, 2.6469778e-23, 2.7e-23,
        1e-45, 1e38, 1e154, 1.3407807929942596e154, 1.3407807929942597e154, 1.5e-162, 1.5717277847026288e-162, 1e-308, 5e-324, double.MaxValue,
        double.PositiveInfinity, double.NaN,
    ];

    [Theory]
    [InlineData("float (float x)", "pow(x, 2)", "x * x")]
    [InlineData("float (float x)", "pow(x, 2f)", "x * x")]
    [InlineData("float (float x)", "MathF.Pow(x, 2)", "x * x")]
    [InlineData("float (float x)", "float.Pow(x, 4 / 2)", "x * x")]
    [InlineData("double (double x)", "pow(x, 2)", "x * x")]
    [InlineData("double (double x)", "Math.Pow(x, 2.0)", "x * x")]
    [InlineData("double (double x)", "double.Pow(x + 1, 2) * 3", "(x + 1) * (x + 1) * 3")]
    [InlineData("double (int x)", "pow(x, 2)", "(double)x * (double)x")]
    [InlineData("void (in float x, ref float r)", "pow(x, 2)", "x * x")]
    public void OfAConstantExponentIsAProductInTheGraph(string signature, string text, string product)
    {
        Function power = Bind(signature, text);
        Assert.DoesNotContain(Enumerable.Range(0, power.Count), id => MathFunctions.IsApplication(power.OpcodeOf(new Value(id))));
        Assert.Equal(Printer.Print(Compiler.Optimizer.Optimizer.Optimize(Bind(signature, product))), Printer.Print(Compiler.Optimizer.Optimizer.Optimize(power)));
    }

    [Theory]
    [InlineData("float")]
    [InlineData("double")]
    public void OfAnArgumentHasTheBitsOfTheProduct(string keyword)
    {
        IrType type = keyword == "float" ? IrType.F32 : IrType.F64;
        BinaryFormat format = BinaryFormat.Of(type);
        var random = new Random(2);
        double[] numbers = [.. s_numbers, .. Enumerable.Range(0, 20000).Select(_ => random.NextDouble() * Math.Pow(2, random.Next(-160, 160)))];
        foreach (double x in numbers.SelectMany(number => new[] { number, -number }))
        {
            ulong bits = type == IrType.F32 ? FloatBits.Of((float)x) : FloatBits.Of(x);
            ulong square = type == IrType.F32 ? FloatBits.Of((float)x * (float)x) : FloatBits.Of(x * x);
            ulong power = MathFunctions.Pow.Evaluate(type, bits, format.Two);
            Assert.True(format.IsNaN(square) ? format.IsNaN(power) : square == power, $"{x:R}: {power:X}, and not {square:X}");
        }
    }

    private static Function Bind(string signature, string text)
    {
        BindResult result = Formulas.Bind(signature, text);
        Assert.True(result.Function is not null, string.Join("; ", result.Diagnostics));
        return result.Function;
    }
}
