using System;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Tests.Semantics;

/// <summary>Mistakes in formulas over spans: one message each, at its exact characters, that says what to do.</summary>
public class KernelDiagnosticTests
{
    [Theory]
    [InlineData("void (in float x)", "«x * 2»", "JG0070", "add a parameter such as Span<float> result", null)]
    [InlineData("void (int a)", "«a»", "JG0055", "returns 'void'", null)]
    [InlineData("void (in float x, ref float r, ref float s)", "r = x;«»", "JG0071", "The span 's' is a result", null)]
    [InlineData("void (in float x, ref float r, ref float s)", "«x + 1»", "JG0072", "assign each: r = ...;", null)]
    [InlineData("void (ref float x)", "«x + 1»", "JG0072", "to update one in place, assign it: x = ...;", null)]
    [InlineData("void (in float x, ref float r)", "r = x; «x»", "JG0072", "every span is assigned already", null)]
    [InlineData("void (in float x, ref float r)", "var t = x;«»", "JG0071", "'r' is a result", null)]
    [InlineData("void (ref float x, in float y)", "var t = x + y;«»", "JG0018", "without an expression that is its result", null)]
    [InlineData("void (in float x, ref float r)", "«x» = 1; r = x;", "JG0017", "it is a ReadOnlySpan; declare the parameter as Span<float>", null)]
    [InlineData("void (in float x, float a, ref float r)", "«a» = x; r = a;", "JG0017", "a parameter keeps its value", null)]
    [InlineData("void (in float x, ref float r)", "«q» = x; r = x;", "JG0017", "write var q = ...;", "var q")]
    [InlineData("void (in float x, ref float r)", "«r[i + 1]» = x;", "JG0017", "each iteration stores its own element; write r = ...;", "r")]
    [InlineData("float (in float x, ref float r)", "«r» = x; sum(x)", "JG0017", "a method that returns a value stores into no span", null)]
    [InlineData("void (in float x, ref float r)", "x[«0»]", "JG0073", "'0' is not an index such as i, i - 1 or i + 2", null)]
    [InlineData("void (in float x, int j, ref float r)", "x[«j»]", "JG0073", "pass others as values", null)]
    [InlineData("void (in float x, int j, ref float r)", "x[i + «j»]", "JG0073", "the distance must be a constant whole number", null)]
    [InlineData("void (in float x, ref float r)", "x[i + «1.0»]", "JG0073", "the distance must be a constant whole number", null)]
    [InlineData("void (in float x, ref float r)", "x[i - «2000000»]", "JG0073", "more than 1048576 elements away", null)]
    [InlineData("void (in float x, int i, ref float r)", "x[«i - 1»] + i", "JG0073", "'i' is a parameter here, which hides the index", null)]
    [InlineData("void (in float x, ref float r)", "x[«2 * i»]", "JG0073", "is not an index", null)]
    [InlineData("void (in float x, ref float y, float a, float b)", "«a*y[i-1] + b*x[i]»", "JG0072", "assign it: y = ...;", null)]
    [InlineData("void (in float x, ref float y)", "y[i] = y[i - «2000000»] + x", "JG0073", "more than 1048576 elements away", null)]
    [InlineData("void (in float x, ref float y, int k)", "y[i] = y[i - «k»] + x", "JG0073", "the distance must be a constant whole number", null)]
    [InlineData("void (in float x, ref float y)", "«y[i - 1]» = y[i - 2] + x", "JG0017", "each iteration stores its own element; write y = ...;", "y")]
    [InlineData("void (in float x, ref float y)", "y = y[i - 1] + «y[i + 1]» + y[i + 2] + x", "JG0075", "'y[i + 1]' reads an element of it that a later iteration changes", null)]
    [InlineData("void (ref float u, ref float v)", "u = u[i-1] + v[i-1]; v = «u[i+1]» + v[i-2]", "JG0075", "'u' is assigned", null)]
    [InlineData("void (in float x, ref float y)", "y = y[i - 1] + x / length(«y»)", "JG0081", "'y' is none: it is a result", null)]
    [InlineData("float (in float x, ref float y)", "«y» = y[i - 1] + x; sum(x)", "JG0017", "a method that returns a value stores into no span", null)]
    [InlineData("void (ref float y)", "y = y + «y[i + 1]»", "JG0075", "read from a copy in another span", null)]
    [InlineData("float (in float x)", "«x» + 1", "JG0076", "combine them, as in sum(x) or max(x)", null)]
    [InlineData("float (in float x)", "sum(x) + «x[i - 1]»", "JG0076", "'x[i - 1]' has a value for each element", null)]
    [InlineData("double (in float x)", "sum(x) / «i»", "JG0076", "'i' has a value for each element", null)]
    [InlineData("float (in float x)", "var d = x * x; sum(d) / «d»", "JG0076", "'d' has a value for each element", null)]
    [InlineData("float (in float x)", "sum(x - «mean(x)»)", "JG0077", "return it from a method of its own", null)]
    [InlineData("float (in float x)", "var m = mean(x); sum(x - «m»)", "JG0077", "'m' is known only after all elements", null)]
    [InlineData("float (in float x)", "var d = x - «mean(x)»; sum(d)", "JG0077", "'mean(x)'", null)]
    [InlineData("float (float x)", "«sum»(x)", "JG0078", "no parameter of this formula is a span", null)]
    [InlineData("int (float x)", "«length»(x)", "JG0078", "no parameter of this formula is a span", null)]
    [InlineData("void (in float x, ref float r)", "x / «sum»(x)", "JG0078", "a method that returns nothing computes element by element", null)]
    [InlineData("void (in float x, ref float r)", "x / «max»(x)", "JG0078", "a method that returns nothing", null)]
    [InlineData("int (in int x)", "checked(«product»(x))", "JG0079", "product((double)x)", null)]
    [InlineData("int (in int x)", "max(x) > 3 ? «sum(10 / x)» : 0", "JG0080", "'sum(10 / x)' can throw", null)]
    [InlineData("int (in float x)", "length(«x + 1»)", "JG0081", "it is no span parameter", null)]
    [InlineData("int (in float x, int n)", "length(«n»)", "JG0081", "'n' is none", null)]
    [InlineData("void (in float x, ref float r)", "r = x / length(«r»)", "JG0081", "it is a result", null)]
    [InlineData("int (in float x)", "«sum(x, x)»", "JG0025", "'sum' takes one argument, not 2", null)]
    [InlineData("int (in float x)", "«length()»", "JG0025", "'length' takes one argument, not 0", null)]
    [InlineData("int (in bool x)", "«sum(x)»", "JG0026", "does not accept (bool); it accepts (int), (uint)", null)]
    [InlineData("int (in int x)", "«count(x)»", "JG0026", "does not accept (int); it accepts (bool)", null)]
    [InlineData("float (in double x)", "«sum(x)»", "JG0023", "write (float)(sum(x))", "(float)(sum(x))")]
    [InlineData("void (in byte x, ref byte r)", "«x + 1»", "JG0023", "Converting int to byte can lose information", "(byte)(x + 1)")]
    [InlineData("void (in short s, float a, ref short r)", "r = «s * a»", "JG0023", "Converting float to short", "(short)(s * a)")]
    [InlineData("void (in int x, ref float r)", "«x > 0»", "JG0022", "A value of type bool is not a float", null)]
    [InlineData("double (in float x)", "«summ»(x)", "JG0011", "Did you mean 'sum'?", "sum")]
    [InlineData("void (in float x, float a, ref float r)", "«x»", "JG0016", "does not use the parameter 'a'", null)]
    [InlineData("float (in float x, in float y)", "«sum(x)»", "JG0016", "does not use the parameter 'y'", null)]
    [InlineData("void (in int x, ref int sum)", "«sum»(x)", "JG0012", "'sum' is a parameter here", null)]
    [InlineData("double (in double x, double mean)", "«mean»(x) - mean", "JG0012", "It hides the reduction of this name; rename it.", null)]
    public void MistakeIsExplainedWhereItIs(string signature, string marked, string id, string message, string? suggestion)
    {
        string text = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        int start = marked.IndexOf('«', StringComparison.Ordinal);
        int length = marked.IndexOf('»', StringComparison.Ordinal) - start - 1;

        Diagnostic diagnostic = Assert.Single(Formulas.Bind(signature, text).Diagnostics);

        Assert.Equal(id, diagnostic.Descriptor.Id);
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(new TextSpan(start, length), diagnostic.Span);
        Assert.Equal(suggestion, diagnostic.Suggestion);
    }

    [Fact]
    public void AFormulaOverSpansCannotBeCalled()
    {
        FormulaSource kernel = Formulas.Source("void Twice(in float x, ref float r)", "2 * x");
        FormulaSource caller = Formulas.Source("float (float x)", "Twice(x)", [kernel]);
        Diagnostic diagnostic = Assert.Single(JitGen.Compiler.Semantics.Binder.Bind(caller, CompilationLimits.Default).Diagnostics);
        Assert.Equal("JG0082", diagnostic.Descriptor.Id);
        Assert.Equal(new TextSpan(0, 5), diagnostic.Span);
    }
}
