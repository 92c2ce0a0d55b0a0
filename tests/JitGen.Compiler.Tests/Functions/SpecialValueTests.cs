using System;
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
        MathFunction function = MathFunctions.All.Single(function => function.Name == name);
        foreach (IrType type in new[] { IrType.F32, IrType.F64 })
        {
            foreach (SpecialValue row in SpecialValues.Of(name))
            {
                ulong[] arguments = [.. row.Arguments(type == IrType.F32), 0];
                Assert.Null(row.FindFault(type == IrType.F32, function.Evaluate(type, arguments[0], arguments[1])));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OfNaNAreNaN(string name)
    {
        MathFunction function = MathFunctions.All.Single(function => function.Name == name);
        foreach (IrType type in new[] { IrType.F32, IrType.F64 })
        {
            BinaryFormat format = BinaryFormat.Of(type);
            foreach (ulong nan in new[] { format.QuietNaN, format.QuietNaN | 1, format.QuietNaN | format.SignBit | format.FractionMask, format.QuietNaN | 0x123 })
            {
                Assert.True(format.IsNaN(function.Evaluate(type, nan, format.One | 1)), $"{name} of the NaN {nan:X}");
            }
        }
    }

    [Fact]
    public void EveryFunctionOfTheLanguageHasThem() => Assert.Empty(
        MathFunctions.All.Select(function => function.Name).Where(IsInTheLanguage).Except(SpecialValues.Functions));

    /// <summary>Whether formulas can name it, or it is only applied by others.</summary>
    private static bool IsInTheLanguage(string name) =>
        FunctionTable.Names.Any(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase) || known == "double." + name);
}
