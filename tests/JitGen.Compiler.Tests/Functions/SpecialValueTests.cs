using System;
using System.Globalization;
using System.IO;
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
    private static readonly string[][] s_lines =
    [
        .. File.ReadAllLines(Path.Combine(ExternalEngine.RepositoryDirectory, "tests", "JitGen.Compiler.Tests", "Functions", "special-values.txt"))
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ')),
    ];

    public static TheoryData<string> Names => [.. MathFunctions.All.Where(function => s_lines.Any(line => line[0] == function.Name)).Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void AreAsTheStandardsSay(string name)
    {
        MathFunction function = MathFunctions.All.Single(function => function.Name == name);
        foreach (IrType type in new[] { IrType.F32, IrType.F64 })
        {
            foreach (string[] line in s_lines.Where(line => line[0] == name))
            {
                ulong[] arguments = [.. line[1..^2].Select(word => Parse(word, type)), 0];
                ulong result = function.Evaluate(type, arguments[0], arguments[1]);
                Assert.True(
                    Describe(type, Parse(line[^1], type)) == Describe(type, result),
                    $"{IrTypes.Name(type)} {string.Join(' ', line)}, but here {Describe(type, result)}");
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
        MathFunctions.All.Select(function => function.Name).Where(IsInTheLanguage).Except(s_lines.Select(line => line[0])));

    /// <summary>Whether formulas can name it, or it is only applied by others.</summary>
    private static bool IsInTheLanguage(string name) =>
        FunctionTable.Names.Any(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase) || known == "double." + name);

    private static ulong Parse(string word, IrType type)
    {
        bool isNegative = word.StartsWith('-');
        BinaryFormat format = BinaryFormat.Of(type);
        ulong bits = word.TrimStart('-') switch
        {
            "inf" => format.Infinity,
            "nan" => format.QuietNaN,
            "min" => 1,
            "max" => format.Infinity - 1,
            "normal" => format.FractionMask + 1,
            var number => Bits(type, double.Parse(number, CultureInfo.InvariantCulture)),
        };
        return isNegative ? bits | format.SignBit : bits;
    }

    private static ulong Bits(IrType type, double number) => type == IrType.F32 ? FloatBits.Of((float)number) : FloatBits.Of(number);

    private static string Describe(IrType type, ulong bits) => BinaryFormat.Of(type).IsNaN(bits) ? "nan" : Printer.Constant(type, bits);
}
