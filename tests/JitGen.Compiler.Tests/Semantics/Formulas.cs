using System;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Semantics;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Tests.Semantics;

/// <summary>Binds formulas that are written as in <c>int (int a, long b)</c> and their text; <c>in float x</c> is a ReadOnlySpan, <c>ref float x</c> a Span.</summary>
internal static class Formulas
{
    /// <summary>The source of a method such as <c>int Name(int a, long b)</c>; the name may be left out.</summary>
    public static FormulaSource Source(
        string signature, string text, FormulaSource[]? methods = null, NamedConstant[]? constants = null, bool isChecked = false,
        MathPrecision precision = MathPrecision.Strict)
    {
        int open = signature.IndexOf('(', StringComparison.Ordinal);
        string[] head = signature[..open].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] parameters = signature[(open + 1)..^1].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new FormulaSource
        {
            Text = text,
            MethodName = head.Length > 1 ? head[1] : "F",
            Parameters = [.. parameters.Select(Parameter)],
            ResultType = Type(head[0]),
            Methods = methods ?? [],
            Constants = constants ?? [],
            CheckedByDefault = isChecked,
            MathPrecision = precision,
        };
    }

    private static Parameter Parameter(string declaration)
    {
        string[] words = declaration.Split(' ');
        ParameterKind kind = words[0] switch
        {
            "in" => ParameterKind.ReadOnlySpan,
            "ref" => ParameterKind.Span,
            _ => ParameterKind.Value,
        };
        return new Parameter(words[^1], Type(words[^2]), kind);
    }

    public static ElementType Type(string keyword) => Enum.GetValues<ElementType>().First(type => ElementTypes.Keyword(type) == keyword);

    public static BindResult Bind(string signature, string text) => Binder.Bind(Source(signature, text), CompilationLimits.Default);

    /// <summary>The only diagnostic of a text.</summary>
    public static Diagnostic Single(string signature, string text) => Assert.Single(Bind(signature, text).Diagnostics);

    /// <summary>The outcome of a formula without errors; arguments are the bits of their C# types.</summary>
    public static Outcome Run(FormulaSource source, params ulong[] arguments)
    {
        BindResult result = Binder.Bind(source, CompilationLimits.Default);
        Assert.True(result.Function is not null, string.Join("; ", result.Diagnostics));
        Assert.Null(Verifier.Verify(result.Function));
        return new Interpreter(result.Function).Run(arguments);
    }

    public static Outcome Run(string signature, string text, params ulong[] arguments) => Run(Source(signature, text), arguments);
}
