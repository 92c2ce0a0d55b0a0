using System;
using System.Globalization;
using System.Linq;
using System.Text;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Tests.Targets.Arm64;

/// <summary>The smallest method of all: a + b, on both levels, to the byte.</summary>
public class AddTests
{
    [Fact]
    public void AtFullIsTwoInstructions() =>
        Assert.Equal("00 00 01 0B C0 03 5F D6", Bytes(Compile(OptimizationLevel.Full).Code.Bytes));

    [Fact]
    public void BothLevelsAreThoseOfTheGoldenFiles()
    {
        GoldenFile.Compare("Targets/Arm64/Add.Full.golden", Listing(Compile(OptimizationLevel.Full)));
        GoldenFile.Compare("Targets/Arm64/Add.None.golden", Listing(Compile(OptimizationLevel.None)));
    }

    private static CompiledFormula Compile(OptimizationLevel level)
    {
        var source = new FormulaSource
        {
            Text = "a + b",
            MethodName = "Add",
            Parameters = [new Parameter("a", ElementType.Int32), new Parameter("b", ElementType.Int32)],
            ResultType = ElementType.Int32,
        };
        return Compilation.Compile(Compilation.Bind(source), TargetTable.Arm64Aapcs64, level, listing: true);
    }

    private static string Listing(CompiledFormula formula)
    {
        var text = new StringBuilder();
        foreach (ListingLine line in formula.Listing)
        {
            byte[] bytes = formula.Code.Bytes.AsSpan(line.Offset, line.Length).ToArray();
            text.Append(CultureInfo.InvariantCulture, $"{Bytes(bytes)}  {line.Text}\n");
        }

        return text.ToString();
    }

    private static string Bytes(byte[] bytes) => string.Join(' ', bytes.Select(b => b.ToString("X2", CultureInfo.InvariantCulture)));
}
