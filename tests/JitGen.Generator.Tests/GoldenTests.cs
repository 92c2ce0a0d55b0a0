using System;
using System.IO;
using System.Text.RegularExpressions;
using JitGen.Testing;

namespace JitGen.Generator.Tests;

/// <summary>
/// Generated files, whole. After a wanted change <c>JITGEN_BLESS=1 dotnet test</c> writes them anew; the difference is then
/// reviewed like any other.
/// </summary>
public partial class GoldenTests
{
    /// <summary>With the machine code, which is the shortest there is and so will not change.</summary>
    [Fact]
    public void Add() => Check("Add", File(new Project("""
        public static partial class Kernels
        {
            [JitGen.NativeExpression("a + b")]
            public static partial int Add(int a, int b);
        }
        """)));

    [Fact]
    public void Scalars() => Check("Scalars", WithoutMachineCode(File(new Project("""
        using JitGen;

        namespace Demo;

        /// <summary>Formulas of every shape of wrapper.</summary>
        public static partial class Kernels
        {
            private const int Scale = 1000;

            [NativeExpression("a + b")]
            public static partial long Add(long a, long b);

            /// <summary>Documented by the user.</summary>
            [NativeExpression("(byte)(a * Scale)", Optimization = OptimizationLevel.None)]
            internal static partial byte Truncate(ushort a = 1);

            [NativeExpression("n != 0 ? Add(sum, n / 2) / n : 0")]
            public static partial long Mean(long sum, long n);

            [NativeExpression("flag & a < b | @class > 0")]
            public static partial bool Test(bool flag, float a, float b, uint @class);

            [NativeExpression("a + b + c + d + e + f + g + h + i + j")]
            public static partial double Sum(
                double a, double b, double c, double d, double e, double f, double g, double h, int i, ulong j);
        }
        """))));

    /// <summary>
    /// Formulas over spans: a map, a reduction, a stencil with several results that can throw, a recurrence. Without the formulas in C#, which
    /// the compiler's tests have.
    /// </summary>
    [Fact]
    public void Kernels() => Check("Kernels", LoopPattern().Replace(WithoutMachineCode(File(new Project("""
        using System;
        using JitGen;

        namespace Demo;

        public static partial class Kernels
        {
            [NativeExpression("a * x + y")]
            public static partial void Saxpy(float a, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result);

            /// <summary>Documented by the user.</summary>
            [NativeExpression("sqrt(sum(x * x) / length(x)) * scale")]
            internal static partial double Norm(this ReadOnlySpan<double> x, byte scale = 1);

            [NativeExpression("step = x[i+1] - x[i-1]; share = x / total[i]")]
            public static partial void Steps(ReadOnlySpan<int> x, ReadOnlySpan<int> total, Span<int> step, Span<int> share);

            [NativeExpression("y[i] = a*y[i-1] + b*x[i]")]
            public static partial void Smooth(ReadOnlySpan<float> x, Span<float> y, float a, float b);

            [NativeExpression("abs(x)")]
            public static partial int Distance(int x);
        }
        """))), "$1..."));

    [Fact]
    public void NestedAndWithoutMachineCode() => Check("Nested", File(new Project("""
        public partial class Outer
        {
            private readonly partial record struct Inner(int X)
            {
                [JitGen.NativeExpression("x * x")]
                public static partial int Square(int x);
            }

            public static void Main() { }
        }
        """)
    {
        Output = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication,
        Properties = { ["RuntimeIdentifier"] = "browser-wasm" },
    }));

    private static string File(Project project) =>
        project.Generate().AssertClean().File.Replace(GeneratorInfo.Version, "VERSION", StringComparison.Ordinal);

    /// <summary>The text without what a better compiler would change.</summary>
    private static string WithoutMachineCode(string text) =>
        BlockPattern().Replace(
            ElementsPattern().Replace(
                SizePattern().Replace(TablePattern().Replace(text, "=>\n        [...];"), "N bytes"), "(N elements"), "Size = N");

    private static void Check(string name, string text)
    {
        string path = Path.Combine(ExternalEngine.RepositoryDirectory, "tests", "JitGen.Generator.Tests", "Golden", name + ".golden");
        if (Environment.GetEnvironmentVariable("JITGEN_BLESS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            System.IO.File.WriteAllText(path, text);
        }

        Assert.Equal(System.IO.File.ReadAllText(path), text);
    }

    [GeneratedRegex(@"=>\n        \[\n.*?\n        \];", RegexOptions.Singleline)]
    private static partial Regex TablePattern();

    [GeneratedRegex("[0-9]+ bytes")]
    private static partial Regex SizePattern();

    [GeneratedRegex("\\([0-9]+ elements")]
    private static partial Regex ElementsPattern();

    [GeneratedRegex(@"((?:Loop|Finish)\([^\n]*\)\n        \{\n            ).*?(?=\n        \})", RegexOptions.Singleline)]
    private static partial Regex LoopPattern();

    [GeneratedRegex("Size = [0-9]+")]
    private static partial Regex BlockPattern();
}
