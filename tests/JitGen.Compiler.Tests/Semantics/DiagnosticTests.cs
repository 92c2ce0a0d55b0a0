using System;
using System.Linq;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Tests.Semantics;

/// <summary>Every mistake gets one message, at its exact characters, that says what to do.</summary>
public class DiagnosticTests
{
    [Theory]
    [InlineData("int (int a, int b)", "a + «c»", "JG0010", "There is no parameter, local or constant 'c'. Did you mean 'b'?", "b")]
    [InlineData("int (int alpha, int beta)", "«alhpa» + beta", "JG0010", "Did you mean 'alpha'?", "alpha")]
    [InlineData("double (double r)", "«pi» * r", "JG0010", "Did you mean 'PI'?", "PI")]
    [InlineData("double (double r)", "«Math.Pi» * r", "JG0010", "Did you mean 'Math.PI'?", "Math.PI")]
    [InlineData("int (int a)", "a + «int.Largest»", "JG0010", "no parameter, local or constant 'int.Largest'", null)]
    [InlineData("double (double x)", "«Sqrt»(x)", "JG0011", "There is no function 'Sqrt'. Did you mean 'sqrt'?", "sqrt")]
    [InlineData("double (double x)", "«ceil»(x)", "JG0011", "There is no function 'ceil'.", null)]
    [InlineData("double (double x)", "«roudn»(x)", "JG0011", "Did you mean 'round'?", "round")]
    [InlineData("int (int max)", "«max»(max, 1)", "JG0012", "'max' is a parameter here, which cannot be called. It hides the function", null)]
    [InlineData("double (double x)", "x + «sqrt»", "JG0013", "call it with its arguments, as in sqrt(x)", null)]
    [InlineData("int (int a)", "var «a» = 1; a", "JG0014", "There already is a parameter 'a'", null)]
    [InlineData("int (int a)", "var t = a; int «t» = 2; t", "JG0014", "There already is a local 't'", null)]
    [InlineData("int (int a)", "var s = «t» + a; var t = 1; s + t", "JG0015", "The local 't' is used before it has a value", null)]
    [InlineData("int (int a)", "var t = «t» + a; t", "JG0015", "used before", null)]
    [InlineData("int (int a, int b)", "«a»", "JG0016", "does not use the parameter 'b' of 'F'", null)]
    [InlineData("int (int a)", "«t» = a + 1; t = 2; a", "JG0017", "write var t = ...;", "var t")]
    [InlineData("int (int a)", "«a» = a + 1; a", "JG0017", "a parameter keeps its value", null)]
    [InlineData("int (int a)", "var t = a; «t» = 2; t", "JG0017", "a local gets its value once", null)]
    [InlineData("int (int a)", "var t = a;«»", "JG0018", "ends without an expression", null)]
    [InlineData("int (int a)", "«a»[0]", "JG0019", "only a span parameter has elements", null)]
    [InlineData("bool (bool a, int b)", "a «&&» b", "JG0020", "'&&' cannot be applied to bool and int. Make a condition of the number", null)]
    [InlineData("int (int a, int b)", "a «&&» b", "JG0020", "on numbers, write &", null)]
    [InlineData("double (double x)", "x «&» 1", "JG0020", "It takes integers; cast", null)]
    [InlineData("bool (bool a)", "«-»a", "JG0020", "!b", null)]
    [InlineData("long (ulong a)", "«-»a", "JG0020", "Cast it to long, or subtract it: 0 - x.", null)]
    [InlineData("int (int a, long n)", "a «<<» n", "JG0020", "The count must be an int", null)]
    [InlineData("long (long a, ulong b)", "a «+» b", "JG0021", "long and ulong have no common type for '+'; cast one of them, for example to long", null)]
    [InlineData("bool (int a)", "«a»", "JG0022", "A value of type int is not a bool. Compare it: x != 0.", null)]
    [InlineData("int (bool a)", "«a»", "JG0022", "condition ? 1 : 0", null)]
    [InlineData("float (double x)", "«x * 2»", "JG0023", "write (float)(x * 2)", "(float)(x * 2)")]
    [InlineData("float (float x)", "«x * 0.5»", "JG0023", "Converting double to float", "(float)(x * 0.5)")]
    [InlineData("float ()", "«0.5»", "JG0023", "write 0.5f", "0.5f")]
    [InlineData("byte (byte a, byte b)", "«a + b»", "JG0023", "Converting int to byte can lose information", "(byte)(a + b)")]
    [InlineData("int (long a)", "int t = «a»; t", "JG0023", "write (int)a", "(int)a")]
    [InlineData("byte (bool b, int i, uint u)", "b ? «i» : 1u", "JG0023", "write (byte)i", "(byte)i")]
    [InlineData("int (bool b, int i, uint u)", "var t = «b ? i : u»; 1", "JG0024", "int and uint", null)]
    [InlineData("int (bool b, int i)", "«b ? i : b»", "JG0024", "int and bool", null)]
    [InlineData("int (int a)", "«max(a)»", "JG0025", "'max' takes 2 arguments, not 1", null)]
    [InlineData("double (double a)", "«sqrt()»", "JG0025", "'sqrt' takes one argument, not 0", null)]
    [InlineData("bool (bool a)", "«isNaN(a)»", "JG0026", "does not accept (bool); it accepts (float), (double)", null)]
    [InlineData("int (int a)", "«BitOperations.PopCount(a)»", "JG0026", "it accepts (uint), (ulong)", null)]
    [InlineData("int (byte a)", "«max(a, 0)»", "JG0027", "could mean (byte, byte) or (int, int); cast an argument", null)]
    [InlineData("double (double x)", "x «^» 2", "JG0028", "a power is pow(x, y)", null)]
    [InlineData("int (bool b)", "(int)«b»", "JG0029", "A bool cannot be cast to int. Choose a number: condition ? 1 : 0.", null)]
    [InlineData("bool (int a)", "(bool)«a»", "JG0029", "Compare it: x != 0.", null)]
    [InlineData("int ()", "«int.MaxValue + 1»", "JG0030", "overflows int", null)]
    [InlineData("uint ()", "«0u - 1»", "JG0030", "overflows uint", null)]
    [InlineData("int ()", "«-int.MinValue»", "JG0030", "overflows int", null)]
    [InlineData("int ()", "«1 / (2 - 2)»", "JG0031", "'1 / (2 - 2)' divides by the constant zero", null)]
    [InlineData("byte ()", "«256»", "JG0032", "The constant '256' does not fit byte (0 to 255). If its low bits are meant, write 0.", "0")]
    [InlineData("int ()", "unchecked(«(int)0x80000000»)", "JG0032", "write -2147483648", "-2147483648")]
    [InlineData("int ()", "«(int)1e10»", "JG0032", "The constant '1e10' does not fit int", null)]
    [InlineData("int (int a)", "a / «0»", "JG0033", "The divisor '0' is zero", null)]
    public void MistakeIsExplainedWhereItIs(string signature, string marked, string id, string message, string? suggestion)
    {
        string text = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        int start = marked.IndexOf('«', StringComparison.Ordinal);
        int length = marked.IndexOf('»', StringComparison.Ordinal) - start - 1;

        Diagnostic diagnostic = Formulas.Bind(signature, text).Diagnostics[0];

        Assert.Equal(id, diagnostic.Descriptor.Id);
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(new TextSpan(start, length), diagnostic.Span);
        Assert.Equal(suggestion, diagnostic.Suggestion);
    }

    [Fact]
    public void EachMistakeIsReportedOnce()
    {
        Diagnostic[] diagnostics = [.. Formulas.Bind("int (int a)", "x + (y * true) - a.b + max(z, w)").Diagnostics];
        Assert.Equal(["x", "y", "a.b", "z", "w"], diagnostics.Select(d => "x + (y * true) - a.b + max(z, w)".Substring(d.Span.Start, d.Span.Length)));
    }

    [Fact]
    public void WarningsAloneLeaveAGraph()
    {
        var result = Formulas.Bind("int (int a, int b)", "a / 0");
        Assert.NotNull(result.Function);
        Assert.Equal(["JG0033", "JG0016"], result.Diagnostics.Select(d => d.Descriptor.Id));
    }

    [Fact]
    public void TableHasUniqueIdsInOrder()
    {
        string[] ids = [.. DiagnosticTable.All.Select(row => row.Id)];
        Assert.Equal(ids.Order(StringComparer.Ordinal).Distinct(), ids);
        Assert.All(ids, id => Assert.Matches("^JG00[0-9][0-9]$", id));
        Assert.All(DiagnosticTable.All, row => Assert.False(row.Title.EndsWith('.'), row.Id));
    }
}
