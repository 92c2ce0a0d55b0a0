using System.Globalization;
using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Managed;

/// <summary>The text of a C# expression, and what is needed to place it in another one.</summary>
internal sealed class CSharpExpression
{
    public CSharpExpression(string text, ElementType type, CSharpPrecedence precedence, int depth, CSharpExpression? castOperand = null)
    {
        Text = text;
        Type = type;
        Precedence = precedence;
        Depth = depth;
        CastOperand = castOperand;
    }

    public string Text { get; }

    /// <summary>The type that C# gives it.</summary>
    public ElementType Type { get; }

    public CSharpPrecedence Precedence { get; }

    /// <summary>The number of operators around the innermost operand.</summary>
    public int Depth { get; }

    /// <summary>The operand, if this is a cast of an integer.</summary>
    public CSharpExpression? CastOperand { get; }

    /// <summary>The text, in parentheses if it binds less tightly than <paramref name="least"/>.</summary>
    public string TextAtLeast(CSharpPrecedence least) => Precedence < least ? "(" + Text + ")" : Text;

    /// <summary>The expression with <c>(type)</c> before it; <see cref="CastOperand"/> is kept for integers.</summary>
    public CSharpExpression Cast(ElementType type)
    {
        // Of two casts to types of one width, the first changes nothing.
        CSharpExpression operand = this;
        if (CastOperand is not null && ElementTypes.IsInteger(type) && ElementTypes.Bits(type) == ElementTypes.Bits(Type))
        {
            operand = CastOperand;
            if (operand.Type == type)
            {
                return operand;
            }
        }

        string text = "(" + ElementTypes.Keyword(type) + ")" + operand.TextAtLeast(CSharpPrecedence.Unary);
        bool integers = ElementTypes.IsInteger(type) && ElementTypes.IsInteger(operand.Type);
        return new CSharpExpression(text, type, CSharpPrecedence.Unary, operand.Depth + 1, integers ? operand : null);
    }

    /// <summary>A literal, or the named constant where there is no literal, of a value that is no NaN.</summary>
    public static CSharpExpression Literal(ElementType type, ulong bits)
    {
        string text = LiteralText(type, bits);
        return new CSharpExpression(text, type, text[0] == '-' ? CSharpPrecedence.Unary : CSharpPrecedence.Primary, 0);
    }

    private static string LiteralText(ElementType type, ulong bits) => type switch
    {
        ElementType.Bool => bits != 0 ? "true" : "false",
        ElementType.Int64 when (long)bits == long.MinValue => "long.MinValue",
        ElementType.Int64 => ((long)bits).ToString(CultureInfo.InvariantCulture) + "L",
        ElementType.UInt32 => Unsigned(bits) + "u",
        ElementType.UInt64 => Unsigned(bits) + "UL",
        ElementType.Single => FloatText("float", BinaryFormat.Single, bits, "f"),
        ElementType.Double => FloatText("double", BinaryFormat.Double, bits, ""),

        // The small types have no literals of their own; an int converts if it is in their range.
        _ when (int)bits == int.MinValue => "int.MinValue",
        _ => ((int)bits).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Small numbers in decimal; larger ones, which are likely patterns of bits, in hexadecimal.</summary>
    private static string Unsigned(ulong value) =>
        value < 10_000 ? value.ToString(CultureInfo.InvariantCulture) : "0x" + value.ToString("X", CultureInfo.InvariantCulture);

    private static string FloatText(string keyword, BinaryFormat format, ulong bits, string suffix)
    {
        return format.IsInfinite(bits)
            ? keyword + (format.IsNegative(bits) ? ".NegativeInfinity" : ".PositiveInfinity")
            : FloatFormatter.Format(format, bits) + suffix;
    }
}
