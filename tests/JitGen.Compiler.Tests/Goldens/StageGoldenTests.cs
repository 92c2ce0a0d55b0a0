using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Tests.Goldens;

/// <summary>
/// What every stage makes of a few formulas. At level None the graph as bound, and for each target the listing with its bytes; at
/// Full the graph as optimized, and also the machine code before and after register allocation. A change of any stage shows here
/// as a difference to read.
/// </summary>
public class StageGoldenTests
{
    private static readonly (string Name, ElementType Result, string Parameters, string Text)[] s_formulas =
    [
        ("Add", ElementType.Int32, "int a, int b", "a + b"),
        ("Divide", ElementType.Int32, "int a, int b", "a / b"),
        ("GuardedDivide", ElementType.Int64, "long a, long b", "b != 0 ? a / b : 0"),
        ("DivideBy10", ElementType.UInt32, "uint x", "x / 10 + x % 10"),
        ("CheckedSum", ElementType.Int64, "long a, long b", "checked(a + b * 3)"),
        ("Mix", ElementType.UInt64, "ulong x", "var z = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9; z ^ (z >> 27)"),
        ("Rotate", ElementType.UInt32, "uint x, int n", "(x << n) | (x >> (32 - n))"),
        ("Hypot", ElementType.Double, "double x, double y", "sqrt(x * x + y * y)"),
        ("Clamp", ElementType.Single, "float x, float lo, float hi", "x < lo ? lo : x > hi ? hi : x"),
        ("ToByte", ElementType.Byte, "float x", "(byte)(x * 255f + 0.5f)"),
        ("Remainder", ElementType.Double, "double x, double y", "x % y"),
        ("InRange", ElementType.Bool, "int x, int lo, int hi", "x >= lo && x <= hi"),
        ("Spills", ElementType.Int32, "int x, int y", Spills()),
        ("ManyParameters", ElementType.Double, "int a, double b, long c, float d, byte e, int f, int g, int h, int i, double j", "a + b * c - d / e + f * g + h * i + j"),
    ];

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var (name, _, _, _) in s_formulas)
        {
            foreach (OptimizationLevel level in Enum.GetValues<OptimizationLevel>())
            {
                data.Add(name, level.ToString());
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void StagesAreAsCommitted(string name, string levelName)
    {
        var formula = s_formulas.Single(formula => formula.Name == name);
        var level = Enum.Parse<OptimizationLevel>(levelName);
        GoldenFile.Compare($"Goldens/{name}.{levelName}.golden", Describe(formula.Result, Parameters(formula.Parameters), formula.Text, level));
    }

    private static string Describe(ElementType result, Parameter[] parameters, string text, OptimizationLevel level)
    {
        BoundFormula bound = Compilation.Bind(new FormulaSource { Text = text, MethodName = "F", Parameters = parameters, ResultType = result });
        Function graph = level == OptimizationLevel.None ? bound.Function! : Compiler.Optimizer.Optimizer.Optimize(bound.Function!);
        var description = new StringBuilder(text).Append("\n\n==== graph\n").Append(Compiler.IR.Printer.Print(graph));
        foreach (Target target in TargetTable.All)
        {
            LoweredFunction lowered = Legalizer.Legalize(graph, target.Backend, level);
            var signature = new ScalarSignature(parameters, result, lowered.SideExits.Count > 0);
            if (level == OptimizationLevel.Full)
            {
                MachineFunction selected = Compilation.Select(lowered, signature, target, level);
                description.Append("\n==== ").Append(target.Name).Append(", selected\n").Append(Compiler.Machine.Printer.Print(selected, target.Backend));
                MachineFunction allocated = Compilation.Allocate(selected, target, level);
                description.Append("\n==== ").Append(target.Name).Append(", allocated\n").Append(Compiler.Machine.Printer.Print(allocated, target.Backend));
            }

            description.Append("\n==== ").Append(target.Name).Append(", emitted\n");
            AppendListing(description, Compilation.Compile(bound, target, level, listing: true));
        }

        return description.ToString();
    }

    private static void AppendListing(StringBuilder description, CompiledFormula compiled)
    {
        int width = compiled.Listing.Max(line => line.Length) * 3;
        foreach (ListingLine line in compiled.Listing)
        {
            IEnumerable<string> bytes = compiled.Code.Bytes.Skip(line.Offset).Take(line.Length).Select(value => value.ToString("X2") + " ");
            description.Append(string.Concat(bytes).PadRight(width)).Append(' ').Append(line.Text).Append('\n');
        }
    }

    private static Parameter[] Parameters(string declarations) =>
        [.. declarations.Split(", ").Select(text => text.Split(' ')).Select(words => new Parameter(words[1], Enum.GetValues<ElementType>().Single(type => ElementTypes.Keyword(type) == words[0])))];

    /// <summary>18 values that are all computed before the first is used.</summary>
    private static string Spills() =>
        string.Concat(Enumerable.Range(0, 18).Select(i => $"var t{i} = x * {i + 2} ^ y; "))
        + string.Join(" - ", Enumerable.Range(1, 17).Reverse().Select(i => $"t{i} * t{i - 1}"));
}
