using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace JitGen.Generator.Tests;

/// <summary>
/// Generated methods are called: through the wrapper, which runs machine code where the machine can, and their managed fallback.
/// The judge is the same text as the body of a C# method of the same signature.
/// </summary>
public class ExecutionTests
{
    private const string ManyParameters =
        "p0 + p1 * p2 - p3 + p4 * p5 - p6 + p7 * p8 - p9 + p10 * p11 - p12 + p13 * p14 - p15 + p16 * p17 - p18 + p19";

    private static readonly Dictionary<string, object[]> s_values = new()
    {
        ["bool"] = [false, true],
        ["sbyte"] = [(sbyte)0, (sbyte)1, (sbyte)-1, sbyte.MinValue, sbyte.MaxValue],
        ["byte"] = [(byte)0, (byte)1, (byte)7, (byte)128, byte.MaxValue],
        ["short"] = [(short)0, (short)1, (short)-1, short.MinValue, short.MaxValue],
        ["ushort"] = [(ushort)0, (ushort)1, (ushort)32768, ushort.MaxValue],
        ["int"] = [0, 1, -1, 7, int.MinValue, int.MaxValue],
        ["uint"] = [0u, 1u, 7u, 1u << 31, uint.MaxValue],
        ["long"] = [0L, 1L, -1L, 7L, long.MinValue, long.MaxValue],
        ["ulong"] = [0UL, 1UL, 7UL, 1UL << 63, ulong.MaxValue],
        ["float"] = [0f, -0f, 1.5f, -2.5f, 1e30f, float.Epsilon, float.PositiveInfinity, float.NaN],
        ["double"] = [0.0, -0.0, 1.5, -2.5, 1e300, double.Epsilon, double.NegativeInfinity, double.NaN],
    };

    public static TheoryData<string, string> Methods { get; } = new()
    {
        // Every type on its way in and out.
        { "bool M(bool a, bool b)", "a ^ b" },
        { "sbyte M(sbyte a, sbyte b)", "(sbyte)(a + b)" },
        { "byte M(byte a, byte b)", "(byte)(a * b)" },
        { "short M(short a, short b)", "(short)(a - b)" },
        { "ushort M(ushort a, ushort b)", "(ushort)(a - b)" },
        { "int M(int a, int b)", "a * b + 1" },
        { "uint M(uint a, uint b)", "a * b + 1" },
        { "long M(long a, long b)", "a * b + 1" },
        { "ulong M(ulong a, ulong b)", "a * b + 1" },
        { "float M(float a, float b)", "a * b + a" },
        { "double M(double a, double b)", "a * b + a" },
        { "long M(sbyte a, uint b)", "a + b" },
        { "ulong M(byte a, ulong b, ushort c)", "a + b * c" },
        { "double M(float a, int b, double c)", "a * b + c" },
        { "bool M(float a, double b)", "a < b" },
        { "int M(bool a, int b, int c)", "a ? b : c" },

        // What throws.
        { "int M(int a, int b)", "a / b" },
        { "long M(long a, long b)", "a % b" },
        { "uint M(uint a, uint b)", "a / b" },
        { "int M(int a, int b)", "b != 0 ? a / b : 0" },
        { "byte M(int a)", "checked((byte)a)" },
        { "int M(int a, int b)", "checked(a * b)" },
        { "ulong M(ulong a, ulong b)", "checked(a + b)" },
        { "int M(double a)", "checked((int)a)" },
        { "int M(int a)", "System.Math.Abs(a)" },
        { "int M(double a)", "System.Math.Sign(a)" },
        { "int M(int a, int b, int c)", "System.Math.Clamp(a, b, c)" },
        { "float M(float a, float b, float c)", "System.Math.Clamp(a, b, c)" },

        // Parameters beyond the registers.
        { "long M(" + Twenty("long") + ")", ManyParameters },
        { "double M(" + Twenty("double") + ")", ManyParameters },
        { "double M(" + Twenty("float", "int", "double") + ")", ManyParameters },
        { "long M(" + Twenty("sbyte", "ushort", "long") + ")", ManyParameters + " / p2" },
        { "bool M(" + Twenty("bool") + ")", ManyParameters.Replace('+', '^').Replace('-', '|').Replace('*', '&') },
        { "uint M(" + Twenty("uint") + ")", ManyParameters },
        { "int M(int a, int b, int c, int d, int e, int f, int g, int h)", "a / b + c / d + e / f + g / h" },

        // Names that the generated code uses itself.
        { "int M(int entry, int bailOut, int result, int block)", "entry / bailOut + result / block" },
        { "int M(int M, int KImage)", "M / KImage" },
        { "int M(int Math, int JitGen, int System)", "Math + JitGen * System" },
        { "int M(int t0, int t1, int @int)", "(t0 + t1) * (t0 + t1) / @int" },
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public void AMethodGivesWhatCSharpGives(string signature, string formula)
    {
        string twin = signature.Replace(" M(", " Twin(", StringComparison.Ordinal);
        string source = Sources.Class(
            Sources.Method(formula.Replace("System.", "", StringComparison.Ordinal), signature),
            "    public static " + twin + " => " + formula + ";\n");
        foreach (bool checkOverflow in new[] { false, true })
        {
            Generated generated = new Project(source) { CheckOverflow = checkOverflow }.Generate();
            Assert.Empty(generated.Diagnostics(DiagnosticSeverity.Error)
                .Select(diagnostic => diagnostic + "\n" + diagnostic.Location.SourceTree));
            Assembly assembly = generated.Load();
            Type type = assembly.GetType("K")!;
            Type helper = assembly.GetTypes().Single(candidate => candidate.Name.EndsWith("__KImage", StringComparison.Ordinal));
            MethodInfo method = type.GetMethod("M")!;
            MethodInfo fallback = helper.GetMethod("MFallback", BindingFlags.Static | BindingFlags.NonPublic)!;
            MethodInfo judge = type.GetMethod("Twin")!;
            foreach (object[] arguments in Arguments(method))
            {
                string expected = Call(judge, arguments);
                Assert.Equal(expected, Call(method, arguments));
                Assert.Equal(expected, Call(fallback, arguments));
            }
        }
    }

    [Fact]
    public void ABoolThatIsNeitherZeroNorOneIsTrue()
    {
        Generated generated = new Project(
            """
            using JitGen;
            public static unsafe partial class K
            {
                [NativeExpression("a ? 1 : 2")] public static partial int Choose(bool a);
                [NativeExpression("a == b")] public static partial bool Same(bool a, bool b);
                public static string Run()
                {
                    int odd = 0x102;
                    bool strange = *(bool*)&odd;
                    return Choose(strange) + " " + Same(strange, true) + " " + Same(strange, false);
                }
            }
            """).Generate().AssertClean();
        Assert.Equal("1 True False", generated.Call("K", "Run"));
    }

    [Fact]
    public void MethodsAndClassesMayHaveTheNamesOfTheGeneratedOnes()
    {
        Generated generated = new Project(
            """
            using JitGen;
            using Alias = Limits.Far;
            namespace Limits { public static class Far { public const int Away = 5; } }
            public static partial class Native
            {
                [NativeExpression("a / b")] public static partial int entry(int a, int b);
                [NativeExpression("a / b")] public static partial int bailOut(int a, int b);
                [NativeExpression("a / b + Alias.Away")] public static partial int Bind(int a, int b);
                public static string Run() => entry(12, 3) + " " + bailOut(12, 4) + " " + Bind(12, 6);
            }
            """).Generate().AssertClean();
        Assert.Equal("4 3 7", generated.Call("Native", "Run"));
    }

    [Fact]
    public void InlinedFormulasAndConstantsGiveTheirValues()
    {
        Generated generated = new Project(
            """
            using JitGen;
            using static Settings;
            public static class Settings { public const int Imported = 1000; }
            namespace Deep { public static class Other { public const long Far = 1L << 40; } }
            public class Base { protected const int Inherited = 100; }
            public partial class Outer : Base
            {
                const int Enclosing = 10;
                public partial class K : Base
                {
                    const int Own = 1;
                    [NativeExpression("x * (Own + Enclosing + Inherited + Imported)")] public static partial int Sum(int x);
                    [NativeExpression("Sum(x) + Deep.Other.Far + Settings.Imported + K.Own")] public static partial long Far(int x);
                    [NativeExpression("Twice(Sum(x))")] public static partial long Chain(int x);
                    [NativeExpression("x * 2")] private static partial int Twice(int x);
                    [NativeExpression("x * 3")] private static partial long Twice(long x);
                }
            }
            """).Generate().AssertClean();
        Assert.Equal(2222, generated.Call("Outer+K", "Sum", 2));
        Assert.Equal(2222 + (1L << 40) + 1000 + 1, generated.Call("Outer+K", "Far", 2));
        Assert.Equal(4444L, generated.Call("Outer+K", "Chain", 2));
    }

    [Fact]
    public void OverloadsAndTwoClassesInTwoFilesDoNotCollide()
    {
        Generated generated = new Project(
            File("A", "K", Sources.Method("a + b", "int F(int a, int b)") + Sources.Method("a - b", "long F(long a, long b)")),
            File("B", "K", Sources.Method("a * b", "int F(int a, int b)")),
            File("B", "k", Sources.Method("a / b", "int F(int a, int b)")),
            File("B", "K", Sources.Method("a * b + 1", "int G(int a, int b)"))).Generate();
        Assert.Equal(3, generated.Files.Count);
        Assert.Equal(["A.K.g.cs", "B.K.g.cs", "B.k_2.g.cs"], generated.Files.Keys.Order(StringComparer.Ordinal));
        Assembly assembly = generated.Load();
        object? Call(string type, string name, params object[] arguments) =>
            assembly.GetType(type)!.GetMethod(name, [.. arguments.Select(argument => argument.GetType())])!.Invoke(null, arguments);
        Assert.Equal(9, Call("A.K", "F", 7, 2));
        Assert.Equal(5L, Call("A.K", "F", 7L, 2L));
        Assert.Equal(14, Call("B.K", "F", 7, 2));
        Assert.Equal(15, Call("B.K", "G", 7, 2));
        Assert.Equal(3, Call("B.k", "F", 7, 2));
    }

    [Fact]
    public void TheLevelNoneGivesTheSame()
    {
        const string Formula = "\"(a + b) * (a + b) / b\"";
        Generated generated = new Project(Sources.Class(
            Sources.Argument(Formula + ", Optimization = OptimizationLevel.None", "int None(int a, int b)"),
            Sources.Argument(Formula, "int Full(int a, int b)"))).Generate().AssertClean();
        Assert.Equal(18, generated.Call("K", "Full", 4, 2));
        Assert.Equal(18, generated.Call("K", "None", 4, 2));
    }

    /// <summary>20 parameters, p0 to p19, whose types take turns.</summary>
    private static string Twenty(params string[] types) =>
        string.Join(", ", Enumerable.Range(0, 20).Select(i => types[i % types.Length] + " p" + i));

    private static string File(string @namespace, string type, string members) =>
        "using JitGen;\nnamespace " + @namespace + ";\npublic static partial class " + type + "\n{\n" + members + "}\n";

    /// <summary>The result, or the exception, as text: floating point by its bits, but every NaN alike.</summary>
    private static string Call(MethodInfo method, object[] arguments)
    {
        try
        {
            return method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture) switch
            {
                double.NaN or float.NaN => "NaN",
                double value => BitConverter.DoubleToInt64Bits(value).ToString("x", CultureInfo.InvariantCulture),
                float value => BitConverter.SingleToInt32Bits(value).ToString("x", CultureInfo.InvariantCulture),
                var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            };
        }
        catch (Exception exception) when (exception is ArithmeticException or ArgumentException)
        {
            return exception.GetType().Name + ": " + exception.Message;
        }
    }

    /// <summary>All combinations of boundary values of few parameters; random ones of many.</summary>
    private static IEnumerable<object[]> Arguments(MethodInfo method)
    {
        object[][] values = [.. method.GetParameters().Select(parameter => s_values[Keyword(parameter.ParameterType)])];
        var random = new Random(1);
        int count = values.Length <= 3 ? values.Aggregate(1, (product, list) => product * list.Length) : 200;
        for (int i = 0; i < count; i++)
        {
            int rest = i;
            object[] arguments = new object[values.Length];
            for (int j = 0; j < values.Length; j++)
            {
                arguments[j] = values[j][values.Length <= 3 ? rest % values[j].Length : random.Next(values[j].Length)];
                rest /= values[j].Length;
            }

            yield return arguments;
        }
    }

    private static string Keyword(Type type) => s_values.Single(row => row.Value[0].GetType() == type).Key;
}
