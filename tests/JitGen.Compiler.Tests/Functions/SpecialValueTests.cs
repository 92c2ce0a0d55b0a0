using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;
using JitGen.Compiler.Semantics;
using JitGen.Testing;

namespace JitGen.Compiler.Tests.Functions;

/// <summary>Functions of special arguments are what IEEE 754 and C say, to the sign of zeros.</summary>
public class SpecialValueTests
{
    public static TheoryData<string> Names => [.. MathFunctions.All.Select(function => function.Name).Intersect(SpecialValues.Functions)];

    [Theory]
    [MemberData(nameof(Names))]
    public void AreAsTheStandardsSay(string name)
    {
        foreach ((MathFunction function, IrType type) in Variants(name))
        {
            foreach (SpecialValue row in SpecialValues.Of(name))
            {
                ulong[] arguments = [.. row.Arguments(type == IrType.F32), 0];
                string? fault = row.FindFault(type == IrType.F32, function.Evaluate(type, arguments[0], arguments[1]));
                Assert.True(fault is null, $"{function.Name}: {fault}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OfNaNAreNaN(string name)
    {
        foreach ((MathFunction function, IrType type) in Variants(name))
        {
            BinaryFormat format = BinaryFormat.Of(type);
            foreach (ulong nan in new[] { format.QuietNaN, format.QuietNaN | 1, format.QuietNaN | format.SignBit | format.FractionMask, format.QuietNaN | 0x123 })
            {
                Assert.True(format.IsNaN(function.Evaluate(type, nan, format.One | 1)), $"{function.Name} of the NaN {nan:X}");
            }
        }
    }

    [Fact]
    public void EveryFunctionOfTheLanguageHasThem() => Assert.Empty(
        MathFunctions.All.Select(function => function.Name).Where(IsInTheLanguage).Except(SpecialValues.Functions));

    /// <summary>The function of both types, and that of fast precision.</summary>
    private static IEnumerable<(MathFunction Function, IrType Type)> Variants(string name)
    {
        MathFunction function = MathFunctions.All.Single(function => function.Name == name);
        return [(function, IrType.F32), (function, IrType.F64), .. function.Fast is { } fast ? [(fast, IrType.F32)] : Array.Empty<(MathFunction, IrType)>()];
    }

    /// <summary>Whether formulas can name it, or it is only applied by others.</summary>
    private static bool IsInTheLanguage(string name) =>
        FunctionTable.Names.Any(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase) || known == "double." + name);
}
