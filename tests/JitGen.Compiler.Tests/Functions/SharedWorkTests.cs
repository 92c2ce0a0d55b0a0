using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;
using JitGen.Compiler.Semantics;
using JitGen.Compiler.Tests.Semantics;
using JitGen.Testing;

namespace JitGen.Compiler.Tests.Functions;

/// <summary>What functions of one argument have in common is computed once.</summary>
public class SharedWorkTests
{
    /// <summary>Two formulas; and how many nodes of the second one alone are still needed beside the first, at most.</summary>
    [Theory]
    [InlineData("double", "sin(x)", "cos(x)", 8)]
    [InlineData("double", "cos(x)", "tan(x)", 20)]
    [InlineData("double", "sinPi(x)", "cosPi(x)", 8)]
    [InlineData("double", "sin(x)", "sin(-x)", 1)]
    [InlineData("double", "cos(x)", "cos(-x)", 0)]
    [InlineData("double", "exp(x)", "exp(-x)", 31)]
    [InlineData("double", "sinh(x)", "cosh(x)", 8)]
    [InlineData("float", "tan(x)", "tan(-x)", 1)]
    [InlineData("float", "exp(x)", "exp(-x)", 17)]
    [InlineData("float", "cosh(x)", "cosh(abs(x))", 0)]
    public void ASecondFunctionAddsLittle(string type, string first, string second, int most)
    {
        int one = CountNodes(type, first);
        int two = CountNodes(type, second);
        int both = CountNodes(type, $"{first} * {second}") - 1;
        Assert.True(both - one <= most, $"{first}: {one} nodes, {second}: {two}, together {both}");
    }

    public static TheoryData<string> Symmetric =>
        [.. MathFunctions.All.Where(function => function.Symmetry != Symmetry.None || function.OfOpposite is not null).Select(function => function.Name)];

    /// <summary>Which is what formulas are rewritten by.</summary>
    [Theory]
    [MemberData(nameof(Symmetric))]
    public void OfTheOppositeHasTheBitsThatItsRowSays(string name)
    {
        MathFunction function = MathFunctions.All.Single(function => function.Name == name);
        foreach (IrType type in new[] { IrType.F32, IrType.F64 })
        {
            BinaryFormat format = BinaryFormat.Of(type);
            foreach (ulong x in Arguments(type))
            {
                ulong mirrored = function.Evaluate(type, x ^ format.SignBit, 0);
                ulong expected = (function.OfOpposite ?? function).Evaluate(type, x, 0) ^ (function.Symmetry == Symmetry.Odd ? format.SignBit : 0);
                Assert.True(mirrored == expected || (format.IsNaN(mirrored) && format.IsNaN(expected)), $"{name} of the opposite of {Printer.Constant(type, x)}");
            }
        }
    }

    private static IEnumerable<ulong> Arguments(IrType type)
    {
        var random = new Random(1);
        ulong[] special = type == IrType.F32 ? [.. SpecialNumbers.Singles.Select(bits => (ulong)bits)] : [.. SpecialNumbers.Doubles];
        return special.Concat(Enumerable.Range(0, 3000).Select(i => type == IrType.F32
            ? i % 2 == 0 ? (uint)random.NextInt64() : BitConverter.SingleToUInt32Bits((float)(random.NextDouble() * 20))
            : i % 2 == 0 ? (ulong)random.NextInt64(long.MinValue, long.MaxValue) : BitConverter.DoubleToUInt64Bits(random.NextDouble() * 20)));
    }

    private static int CountNodes(string type, string text)
    {
        FormulaSource source = Formulas.Source($"{type} ({type} x)", text);
        BindResult bound = Binder.Bind(source, CompilationLimits.Default);
        Function function = Compilation.Prepare(new BoundFormula(source, bound.Function, bound.Diagnostics), OptimizationLevel.Full);
        return Enumerable.Range(0, function.Count).Count(id => OpcodeTable.Arity(function.OpcodeOf(new Value(id))) > 0);
    }
}
