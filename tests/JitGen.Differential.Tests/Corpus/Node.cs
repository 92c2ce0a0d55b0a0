using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Corpus;

/// <summary>The forms of expressions.</summary>
internal enum Form
{
    /// <summary>A literal or a named constant.</summary>
    Constant,

    /// <summary>A parameter or a local.</summary>
    Name,

    /// <summary>A unary operator.</summary>
    Prefix,

    /// <summary>A cast; the text is the type.</summary>
    Cast,

    /// <summary>A binary operator.</summary>
    Infix,

    /// <summary><c>?:</c>; no text.</summary>
    Conditional,

    /// <summary>A call, or <c>checked</c> and <c>unchecked</c>.</summary>
    Call,
}

/// <summary>A well-typed expression: what random formulas are made of, printed from, and shrunk on.</summary>
internal sealed record Node(Form Form, ElementType Type, string Text, params Node[] Operands)
{
    private static readonly Dictionary<string, int> s_precedence = new()
    {
        ["||"] = 2, ["&&"] = 3, ["|"] = 4, ["^"] = 5, ["&"] = 6, ["=="] = 7, ["!="] = 7, ["<"] = 8, ["<="] = 8, [">"] = 8, [">="] = 8,
        ["<<"] = 9, [">>"] = 9, [">>>"] = 9, ["+"] = 10, ["-"] = 10, ["*"] = 11, ["/"] = 11, ["%"] = 11,
    };

    /// <summary>Whether C# folds the expression.</summary>
    public bool IsConstant =>
        Form == Form.Constant
        || (Form is not Form.Name && (Form != Form.Call || Text is "checked" or "unchecked") && Operands.All(operand => operand.IsConstant));

    /// <summary>The number of nodes.</summary>
    public int Size => 1 + Operands.Sum(operand => operand.Size);

    /// <summary>From 1 for <c>?:</c> to 13 for what needs no parentheses anywhere.</summary>
    private int Precedence => Form switch
    {
        Form.Conditional => 1,
        Form.Infix => s_precedence[Text],
        Form.Prefix or Form.Cast => 12,
        _ => 13,
    };

    /// <summary>The expression as C#, with the parentheses that it needs and no others.</summary>
    public override string ToString() => Form switch
    {
        Form.Prefix => Text + (Operands[0].Form == Form.Prefix ? " " : "") + Operands[0].InContext(12),
        Form.Cast => $"({Text}){Operands[0].InContext(12)}",
        Form.Infix => $"{Operands[0].InContext(Precedence)} {Text} {Operands[1].InContext(Precedence + 1)}",
        Form.Conditional => $"{Operands[0].InContext(2)} ? {Operands[1].InContext(1)} : {Operands[2].InContext(1)}",
        Form.Call => $"{Text}({string.Join(", ", Operands.Select(operand => operand.ToString()))})",
        _ => Text,
    };

    /// <summary>Whether the expression names <paramref name="name"/>.</summary>
    public bool Uses(string name) => (Form == Form.Name && Text == name) || Operands.Any(operand => operand.Uses(name));

    /// <summary>The expression with the operand at an index replaced.</summary>
    public Node With(int index, Node operand)
    {
        var operands = (Node[])Operands.Clone();
        operands[index] = operand;
        return this with { Operands = operands };
    }

    private string InContext(int precedence) => Precedence < precedence ? $"({this})" : ToString();
}
