using System.Linq;
using System.Text;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;

namespace JitGen.Compiler.Tests.Kernels;

/// <summary>
/// Formulas over spans before any target: the graph as bound, as optimized, strict and fast, and the C# text. A change of any stage
/// shows here as a difference to read.
/// </summary>
public class KernelGoldenTests
{
    private static readonly (string Name, string Signature, string Text)[] s_formulas =
    [
        ("Saxpy", "void (float a, in float x, in float y, ref float r)", "a * x + y"),
        ("Blend", "void (in byte s, in byte d, byte a, ref byte r)", "var t = s*a + d*(255-a) + 128; r = (byte)((t + (t >> 8)) >> 8);"),
        ("Multiply", "void (in float a, in float b, in float c, in float d, ref float re, ref float im)", "re = a*c - b*d; im = a*d + b*c"),
        ("InPlace", "void (ref int x, ref int y)", "x = x / y; y = x + y[i]"),
        ("Biquad", "void (in float x, ref float y, float b0, float b1, float a1, float a2)", "y = b0*x + b1*x[i-1] - a1*y[i-1] - a2*y[i-2]"),
        ("Stencil", "void (in float x, ref float r)", "x[i - 1] * 0.25f + x * 0.5f + x[i + 1] * 0.25f"),
        ("Cosine", "float (in float x, in float y)", "sum(x * y) / sqrt(sum(x*x) * sum(y*y))"),
        ("LargestMove", "double (in double x)", "max(abs(x / x[i - 1] - 1))"),
        ("CheckedSum", "long (in long x, in int y)", "checked(sum(x) + sum(y))"),
        ("Guarded", "double (in int x, int d)", "var half = d / 2; d != 0 ? mean(x / d) * half : count(x > half)"),
    ];

    public static TheoryData<string> Names => [.. s_formulas.Select(formula => formula.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void StagesAreAsCommitted(string name)
    {
        var formula = s_formulas.Single(formula => formula.Name == name);
        Function bound = KernelFormulas.Bind(formula.Signature, formula.Text);
        Function optimized = Compiler.Optimizer.Optimizer.Optimize(bound);
        Function fast = Compiler.Optimizer.Optimizer.Optimize(bound, FloatMode.Fast);
        foreach (Function function in new[] { optimized, fast })
        {
            Assert.Null(Verifier.Verify(function));
        }

        var text = new StringBuilder().Append(formula.Signature).Append('\n').Append(formula.Text).Append('\n');
        Section("bound", Printer.Print(bound));
        Section("optimized", Printer.Print(optimized));
        if (Printer.Print(fast) != Printer.Print(optimized))
        {
            Section("fast", Printer.Print(fast));
        }

        Section("C#", CompiledKernels.Source([optimized]));
        GoldenFile.Compare($"Kernels/Goldens/{name}.golden", text.ToString());

        void Section(string title, string content) => text.Append("\n=== ").Append(title).Append('\n').Append(content);
    }
}
