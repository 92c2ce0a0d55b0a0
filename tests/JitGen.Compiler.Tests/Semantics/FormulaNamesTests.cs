using System.Linq;
using JitGen.Compiler.Semantics;

namespace JitGen.Compiler.Tests.Semantics;

public class FormulaNamesTests
{
    [Theory]
    [InlineData("a + b * a", "a b", "")]
    [InlineData("var t = Config.Scale * x; max(t, Helpers . Limit(x))", "Config.Scale t var x", "Helpers.Limit max")]
    [InlineData("(int)x + int.MaxValue - 0xFF + 1e5", "int.MaxValue x", "")]
    [InlineData("@event + @f(1)", "event", "f")]
    [InlineData("a. + b", "a b", "")]
    [InlineData("a + \"b\" + c", "a b c", "")]
    [InlineData("a + § + c", "a", "")]
    [InlineData("// a\n/* b */ c", "c", "")]
    [InlineData("", "", "")]
    [InlineData("int x.", "x", "")]
    public void NamesAreThoseOfTheText(string text, string values, string functions)
    {
        FormulaNames names = FormulaNames.Of(text);
        Assert.Equal(values, string.Join(' ', names.Values.Order(System.StringComparer.Ordinal)));
        Assert.Equal(functions, string.Join(' ', names.Functions.Order(System.StringComparer.Ordinal)));
    }
}
