using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace JitGen.Package.Tests;

/// <summary>
/// The sources of a program that calls each of <see cref="Formulas"/> twice: as a formula, and as the same text compiled by C#.
/// It writes the results, and that they differ where they do.
/// </summary>
internal static class FormulaProgram
{
    /// <summary>A kernel of its own that more than one project has.</summary>
    public const string OneKernel =
        """
        using JitGen;

        public static partial class Kernels
        {
            [NativeExpression("a + b")]
            public static partial long Add(long a, long b);
        }
        """;

    private const string Members = "    private const int Distance = -3;\n";

    /// <summary>Names and texts of the files.</summary>
    public static IEnumerable<(string Name, string Text)> Sources()
    {
        yield return ("Kernels.cs", ClassOf("Kernels", formula =>
            $"    [NativeExpression(\"{formula.Text}\")]\n"
            + $"    public static partial {formula.Returns} {formula.Name}({formula.Parameters});\n"));
        yield return ("Reference.cs", ClassOf("Reference", formula =>
            $"    public static {formula.Returns} {formula.Name}({formula.Parameters})\n    {{\n        {Body(formula.Text)}\n    }}\n"));
        yield return ("Program.cs", Program());
        yield return File("Report.cs");
    }

    /// <summary>One of the files in the folder Programs.</summary>
    public static (string Name, string Text) File(string name)
    {
        using StreamReader reader = new(typeof(FormulaProgram).Assembly.GetManifestResourceStream(name)!);
        return (name, reader.ReadToEnd());
    }

    private static string ClassOf(string name, Func<Formula, string> member) =>
        $"using System.Numerics;\nusing JitGen;\n\nnamespace Fresh;\n\ninternal static partial class {name}\n{{\n{Members}\n"
        + string.Join("\n", Formulas.All.Select(member)) + "}\n";

    /// <summary>A formula returns its last expression; C# wants to be told.</summary>
    private static string Body(string text)
    {
        int result = text.LastIndexOf(';') + 1;
        return $"{text[..result]} return {text[result..].Trim()};".Trim();
    }

    private static string Program()
    {
        StringBuilder text = new("using Fresh;\n\nReport.Begin();\n");
        foreach (Formula formula in Formulas.All)
        {
            foreach (string arguments in formula.Arguments)
            {
                string call = $"{formula.Name}({arguments})";
                text.Append($"Report.Show(\"{call}\", () => Kernels.{call}, () => Reference.{call});\n");
            }
        }
        return text.Append("Report.End();\n").ToString();
    }
}
