using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;
using JitGen.Differential.Tests.Corpus;

namespace JitGen.Differential.Tests.Oracle;

/// <summary>Writes formulas as C# methods, and beside each an adapter that passes arguments and result as 64-bit patterns.</summary>
internal static class CSharpSource
{
    private const string Header = """
        using System;
        using System.Numerics;
        using static JitGen.Differential.Tests.Oracle.Functions;
        using static JitGen.Differential.Tests.Oracle.MathematicalFunctions;

        public static unsafe class Batch
        {

        """;

    /// <summary>
    /// The sign of a NaN counts as positive, which C# does not know; and the JIT of .NET 10 is wrong about the minimum of a
    /// constant -0 and +0 and about the trailing zeros of a constant, which a call that is not inlined prevents.
    /// </summary>
    private static readonly (string Theirs, string Ours)[] s_replacements =
    [
        ("Math.CopySign(", "CopySignDouble("), ("double.CopySign(", "CopySignDouble("),
        ("MathF.CopySign(", "CopySignSingle("), ("float.CopySign(", "CopySignSingle("),
        ("Math.Min(", "min("), ("double.Min(", "MinDouble("), ("MathF.Min(", "MinSingle("), ("float.Min(", "MinSingle("),
        ("Math.Max(", "max("), ("double.Max(", "MaxDouble("), ("MathF.Max(", "MaxSingle("), ("float.Max(", "MaxSingle("),
        ("BitOperations.TrailingZeroCount(", "trailingZeroCount("),
    ];

    /// <summary>
    /// A class with a method per formula and <c>Fill(nint*)</c>, which stores the addresses of the adapters: functions
    /// <c>void (ulong* arguments, ulong* result)</c>.
    /// </summary>
    public static string Class(IReadOnlyList<Formula> formulas)
    {
        var text = new StringBuilder(Header);
        text.Append(Surroundings.CSharp);
        for (int i = 0; i < formulas.Count; i++)
        {
            text.Append(Method(formulas[i], "F" + i));
        }

        AppendAdapters(text, formulas, "F");
        return text.Append("}\n").ToString();
    }

    /// <summary>The type whose methods the fallbacks of these graphs call.</summary>
    public static string MathematicalFunctions(IEnumerable<Function> graphs) =>
        $"namespace {FunctionWriter.Namespace}\n{{\n    static class {FunctionWriter.TypeName}\n    {{\n"
        + FunctionWriter.Write(graphs.SelectMany(FunctionWriter.Collect), "        ") + "    }\n}\n";

    /// <summary>The formula as a static method.</summary>
    public static string Method(Formula formula, string name)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"    static {ElementTypes.Keyword(formula.ResultType)} {name}({Parameters(formula)}) {{ ");
        text.Append(formula.CheckedByDefault ? "checked { " : "");
        foreach (string declaration in formula.Declarations)
        {
            text.Append(Deliberately(declaration)).Append("; ");
        }

        text.Append("return ").Append(Deliberately(formula.Expression)).Append(formula.CheckedByDefault ? "; } }\n" : "; }\n");
        return text.ToString();
    }

    /// <summary>Appends an adapter for each method <c>prefix + index</c>, and the method that tells their addresses.</summary>
    public static void AppendAdapters(StringBuilder text, IReadOnlyList<Formula> formulas, string prefix)
    {
        for (int i = 0; i < formulas.Count; i++)
        {
            string arguments = string.Join(", ", formulas[i].Parameters.Select((p, n) => Unpack(p.Type, n)));
            text.Append(CultureInfo.InvariantCulture, $"    static void M{i}(ulong* p, ulong* r) => *r = Bits({prefix}{i}({arguments}));\n");
        }

        text.Append("    public static void Fill(nint* table)\n    {\n");
        for (int i = 0; i < formulas.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"        table[{i}] = (nint)(delegate*<ulong*, ulong*, void>)&M{i};\n");
        }

        text.Append("    }\n");
    }

    /// <summary>The parameter list of a formula's method.</summary>
    public static string Parameters(Formula formula) =>
        string.Join(", ", formula.Parameters.Select(p => $"{ElementTypes.Keyword(p.Type)} {p.Name}"));

    private static string Unpack(ElementType type, int index) => type switch
    {
        ElementType.Bool => $"p[{index}] != 0",
        ElementType.Single => $"BitConverter.UInt32BitsToSingle((uint)p[{index}])",
        ElementType.Double => $"BitConverter.UInt64BitsToDouble(p[{index}])",
        _ => $"({ElementTypes.Keyword(type)})p[{index}]",
    };

    /// <summary>Calls the oracle's own functions instead of those of the base class library that mean something else.</summary>
    public static string Deliberately(string text)
    {
        foreach (var (theirs, ours) in s_replacements)
        {
            text = text.Replace(theirs, ours, StringComparison.Ordinal);
        }

        return text;
    }
}
