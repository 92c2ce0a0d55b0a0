using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Corpus;

namespace JitGen.Differential.Tests.Acceptance;

/// <summary>A text that may or may not be a formula, and what it would return.</summary>
internal sealed record AnyText(ElementType ResultType, string Declaration, string Expression)
{
    /// <summary>A parameter or two of each type, the same for all texts.</summary>
    public static readonly Parameter[] Parameters =
    [
        new("b", ElementType.Bool), new("c", ElementType.Bool), new("sb", ElementType.SByte), new("by", ElementType.Byte),
        new("s", ElementType.Int16), new("us", ElementType.UInt16), new("i", ElementType.Int32), new("j", ElementType.Int32),
        new("u", ElementType.UInt32), new("l", ElementType.Int64), new("ul", ElementType.UInt64), new("f", ElementType.Single),
        new("d", ElementType.Double),
    ];

    public string Text => Declaration + Expression;

    public FormulaSource ToSource() => new()
    {
        Text = Text,
        MethodName = "M",
        Parameters = Parameters,
        ResultType = ResultType,
        Constants = Surroundings.Constants,
        Methods = Surroundings.Methods,
    };

    public override string ToString() => $"{ElementTypes.Keyword(ResultType)} | {Text}";
}
