using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;
using JitGen.Compiler.Semantics;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Tests.Semantics;

/// <summary>A call of another formula means that formula, with its own names, checking and types.</summary>
public class InliningTests
{
    [Fact]
    public void ArgumentsAreEvaluatedFirstAndConverted()
    {
        FormulaSource callee = Formulas.Source("double Half(double x)", "x / 2");
        Assert.Equal(BitConverter.DoubleToUInt64Bits(3.5), Formulas.Run(Formulas.Source("double (int a)", "Half(a)", [callee]), 7).Result);

        FormulaSource safe = Formulas.Source("int First(int x, int y)", "x");
        Assert.Equal(TrapKind.DivideByZero, Formulas.Run(Formulas.Source("int (int a)", "First(1, 5 / a)", [safe]), 0).Trap);
    }

    [Fact]
    public void ConditionAtTheCallGuardsTheCallee()
    {
        FormulaSource callee = Formulas.Source("int Divide(int x, int y)", "x / y");
        Assert.Equal(new Outcome(null, 9), Formulas.Run(Formulas.Source("int (int a)", "a != 0 ? Divide(1, a) : 9", [callee]), 0));
    }

    [Fact]
    public void CheckedAtTheCallDoesNotReachTheCallee()
    {
        FormulaSource wraps = Formulas.Source("int Next(int x)", "x + 1");
        FormulaSource throws = Formulas.Source("int NextChecked(int x)", "x + 1", isChecked: true);
        Assert.Null(Formulas.Run(Formulas.Source("int (int a)", "checked(Next(a))", [wraps]), int.MaxValue).Trap);
        Assert.Equal(TrapKind.Overflow, Formulas.Run(Formulas.Source("int (int a)", "unchecked(NextChecked(a))", [throws]), int.MaxValue).Trap);
    }

    [Fact]
    public void CalleeSeesItsOwnConstantsAndNotTheCallersNames()
    {
        var seven = new NamedConstant("K", new ConstantValue(ElementType.Int32, 7));
        var nine = new NamedConstant("K", new ConstantValue(ElementType.Int32, 9));
        FormulaSource callee = Formulas.Source("int Add(int x)", "x + K", constants: [seven]);
        Assert.Equal(26UL, Formulas.Run(Formulas.Source("int (int a)", "var t = Add(a); t + K", [callee], [nine]), 10).Result);

        FormulaSource nosy = Formulas.Source("int Nosy(int x)", "x + a");
        Diagnostic diagnostic = Assert.Single(Bind(Formulas.Source("int (int a)", "2 * Nosy(a)", [nosy])));
        Assert.Equal("JG0041", diagnostic.Descriptor.Id);
        Assert.Equal(new TextSpan(4, 7), diagnostic.Span);
        Assert.Contains("The formula of 'Nosy', which is called here, has an error: There is no parameter, local or constant 'a'", diagnostic.Message, StringComparison.Ordinal);
    }

    /// <summary>A call gives what the called method gives, whatever precision the caller asks for.</summary>
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void EachFormulaHasItsOwnPrecision(bool isCallerFast, bool isCalleeFast)
    {
        FormulaSource callee = Formulas.Source("float G(float x)", "exp(x)", precision: Precision(isCalleeFast));
        foreach ((string signature, string text) in new[] { ("float (float a)", "sin(a) + G(a) + log(a)"), ("float (in float a)", "sin(max(a)) + max(G(a)) + log(sum(a))") })
        {
            BindResult result = Binder.Bind(Formulas.Source(signature, text, [callee], precision: Precision(isCallerFast)), CompilationLimits.Default);
            IEnumerable<string> applied = FunctionWriter.Collect(result.Function!).Select(function => MathFunctions.All[function.Number].Name);
            IEnumerable<string> expected = [Name("Sin", isCallerFast), Name("Exp", isCalleeFast), Name("Log", isCallerFast)];
            Assert.Equal(expected, expected.Intersect(applied));
            Assert.DoesNotContain(isCalleeFast ? "Exp" : "FastExp", applied);
            Assert.DoesNotContain(isCallerFast ? "Log" : "FastLog", applied);
        }

        static string Name(string function, bool isFast) => isFast ? "Fast" + function : function;

        static MathPrecision Precision(bool isFast) => isFast ? MathPrecision.Fast : MathPrecision.Strict;
    }

    [Fact]
    public void OverloadsAreChosenAsInCSharp()
    {
        FormulaSource ofInt = Formulas.Source("int Kind(int x)", "1 + 0 * x");
        FormulaSource ofLong = Formulas.Source("int Kind(long x)", "2 + 0 * (int)x");
        FormulaSource ofFloat = Formulas.Source("int Kind(float x)", "3 + 0 * (int)x");
        FormulaSource[] methods = [ofInt, ofLong, ofFloat];
        foreach ((string type, ulong expected) in (IEnumerable<(string, ulong)>)[("byte", 1), ("int", 1), ("uint", 2), ("long", 2), ("ulong", 3), ("float", 3)])
        {
            Assert.Equal(expected, Formulas.Run(Formulas.Source($"int ({type} a)", "Kind(a)", methods), 1).Result);
        }

        Assert.Equal("JG0026", Assert.Single(Bind(Formulas.Source("int (double a)", "Kind(a)", methods))).Descriptor.Id);
    }

    [Fact]
    public void MethodOfTheClassHidesTheFunction()
    {
        FormulaSource callee = Formulas.Source("int abs(int x)", "x + 100");
        Assert.Equal(105UL, Formulas.Run(Formulas.Source("int (int a)", "abs(a)", [callee]), 5).Result);
    }

    [Fact]
    public void CyclesAreNamed()
    {
        Diagnostic self = Assert.Single(Bind(Formulas.Source("int F(int n)", "n == 0 ? 1 : n * F(n - 1)")));
        Assert.Equal("JG0040", self.Descriptor.Id);
        Assert.Contains("F calls F", self.Message, StringComparison.Ordinal);

        FormulaSource b = Formulas.Source("int B(int n)", "C(n)");
        FormulaSource c = Formulas.Source("int C(int n)", "A(n) + 1");
        Diagnostic cycle = Assert.Single(Bind(Formulas.Source("int A(int n)", "1 + B(n)", [b, c])));
        Assert.Equal("JG0040", cycle.Descriptor.Id);
        Assert.Contains("A calls B calls C calls A", cycle.Message, StringComparison.Ordinal);
        Assert.Equal(new TextSpan(4, 4), cycle.Span);
    }

    [Fact]
    public void TheCallIsNoConstant()
    {
        FormulaSource zero = Formulas.Source("int Zero()", "0");
        Assert.Equal(TrapKind.DivideByZero, Formulas.Run(Formulas.Source("int (int a)", "a / Zero()", [zero]), 1).Trap);
        Assert.Equal("JG0023", Assert.Single(Bind(Formulas.Source("byte ()", "Zero()", [zero]))).Descriptor.Id);
    }

    [Theory]
    [InlineData("M{0}(x) + M{0}(x)")]
    [InlineData("M{0}(x) * M{0}(x + 1)")]
    [InlineData("M{0}(M{0}(x))")]
    [InlineData("(M{0}(x) + 1) * x")]
    public void ChainsOfCallsAreBounded(string body)
    {
        var methods = new List<FormulaSource> { Formulas.Source("int M0(int x)", "x + 1") };
        for (int i = 1; i < 1_000; i++)
        {
            methods.Add(Formulas.Source($"int M{i}(int x)", string.Format(null, body, i - 1), [.. methods]));
        }

        long start = Stopwatch.GetTimestamp();
        BindResult result = Binder.Bind(methods[^1], CompilationLimits.Default);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10));
        Assert.Contains(result.Diagnostics[0].Descriptor.Id, (string[])["JG0008", "JG0042"]);

        Assert.NotNull(Binder.Bind(methods[5], CompilationLimits.Default).Function);
    }

    private static IReadOnlyList<Diagnostic> Bind(FormulaSource source)
    {
        BindResult result = Binder.Bind(source, CompilationLimits.Default);
        Assert.Null(result.Function);
        return [.. result.Diagnostics.Where(d => d.Descriptor.Severity == DiagnosticSeverity.Error)];
    }
}
