using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Corpus;

namespace JitGen.Differential.Tests.Acceptance;

/// <summary>
/// Random texts without regard to types, about half of them wrong: operators between any operands, any arguments, parentheses
/// that precedence would need left out, and now and then a token lost, doubled, exchanged or added.
/// </summary>
internal sealed partial class AnyTextGenerator
{
    private static readonly string[] s_numbers =
        ["sb", "by", "s", "us", "i", "j", "u", "l", "ul", "f", "d", "i", "j", "Limit", "Mask", "Prime", "Offset", "Golden", "Gain", "Scale"];

    private static readonly string[] s_conditions = ["b", "c", "true", "false", "Enabled"];

    private static readonly string[] s_integerLiterals =
    [
        "0", "1", "2", "3", "7", "31", "64", "100", "127", "128", "255", "256", "32767", "32768", "65535", "65536", "1000000", "2147483647", "2147483648",
        "4294967295", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551615", "0u", "1u", "5U", "4294967295u", "4294967296u",
        "0L", "1l", "5L", "-1", "-128", "-129", "-2147483648", "-2147483649", "-9223372036854775808", "0UL", "1ul", "7Lu", "0x7F", "0xFF", "0x80000000",
        "0xFFFFFFFF", "0xFFFF_FFFF_FFFF_FFFF", "0b101", "0b1111_0000u", "1_000", "07",
    ];

    private static readonly string[] s_floatLiterals =
    [
        "0.0", "1.0", ".5", "1e10", "1e300", "2.5e-3", "1d", "3D", "0f", "1f", "0.5f", "1e38f", "2F", "1_0.5", "300.0", "-0.5", "1e20", "2147483647.5",
        "2147483648.0", "4294967295.9", "127.9f", "128f",
    ];

    private static readonly string[] s_namedConstants =
    [
        "int.MaxValue", "int.MinValue", "uint.MaxValue", "long.MinValue", "long.MaxValue", "ulong.MaxValue", "byte.MaxValue", "sbyte.MinValue", "short.MaxValue",
        "double.NaN", "double.Epsilon", "double.MaxValue", "float.PositiveInfinity", "float.MaxValue", "Math.PI", "MathF.E", "PI", "E", "Tau", "Int32.MaxValue",
        "System.Math.Tau", "double.Pi", "float.NegativeZero",
    ];

    private static readonly string[] s_wrongAtoms =
    [
        "x", "Pi", "int.Max", "Math.Pie", "math.PI", "int", "double.Nan", "1.", "1e", "0x", "0b2", "1__0", "1_", "5LL", "1.5u", "1e400", "1e39f",
        "18446744073709551616", "0x1_0000_0000_0000_0000", "sqrt", "Math.Abs", "Half", "''", "\"a\"", "1.5m", "null", "i.MaxValue",
    ];

    private static readonly string[] s_arithmetic = ["+", "-", "*", "/", "%", "+", "-", "*", "&", "|", "^", "<<", ">>", ">>>"];
    private static readonly string[] s_comparisons = ["<", "<=", ">", ">=", "==", "!="];
    private static readonly string[] s_logical = ["&&", "||", "&", "|", "^", "==", "!="];

    private static readonly string[] s_typeMembers =
    [
        "int.Abs", "int.Min", "uint.Max", "long.Clamp", "byte.Clamp", "double.Abs", "float.Sqrt", "double.Floor", "float.Round", "double.IsNaN", "float.IsFinite",
        "double.CopySign", "float.Sign", "ulong.RotateLeft", "int.RotateRight", "double.FusedMultiplyAdd", "uint.Abs", "Double.IsNaN", "Int32.Max",
    ];

    private static readonly string[] s_insertions =
        ["+", "-", "*", "(", ")", "?", ":", ",", "<", ">", "&&", "!", "~", "i", "d", "b", "1", "int", "(int)", ".", ";", "[", "]", "true", "@", "\u00A7"];

    /// <summary>Function names with their numbers of parameters.</summary>
    private static readonly (string Name, int Count)[] s_functions =
    [
        .. FunctionCatalog.All.Select(overload => (overload.Name, overload.Parameters.Length)).Distinct(),
        .. Surroundings.Calls.Select(method => (method.Name, method.Parameters.Length)),
    ];

    private readonly Random _random;

    /// <summary>The few numbers that this text uses: with all types in one text, hardly any would be accepted.</summary>
    private readonly string[] _numbers;

    private AnyTextGenerator(int seed)
    {
        _random = new Random(seed);
        _numbers = [.. Enumerable.Range(0, 1 + Next(4)).Select(_ => Pick(s_numbers))];
    }

    /// <summary>What an expression is meant to be; one time in thirty it is something else.</summary>
    private enum Kind
    {
        Number,
        Condition,
    }

    /// <summary>The random text of a number.</summary>
    public static AnyText Create(int seed) => new AnyTextGenerator(seed).Create();

    private AnyText Create()
    {
        Kind kind = Next(5) == 0 ? Kind.Condition : Kind.Number;
        ElementType result = kind == Kind.Condition
            ? Next(8) == 0 ? CSharpTypes.All[Next(CSharpTypes.All.Length)] : ElementType.Bool
            : Next(2) == 0 ? ElementType.Double : CSharpTypes.All[Next(CSharpTypes.All.Length)];
        string declaration = Next(8) != 0 ? "" : $"{Pick(["var", "var", "int", "double", "long", "byte", "bool"])} t = {Expression(Kind.Number, 2)}; ";
        string expression = Expression(kind, 1 + Next(3));
        if (declaration.Length > 0)
        {
            expression = Name().Replace(expression, match => Next(4) == 0 ? "t" : match.Value, 1 + Next(2));
        }

        return new AnyText(result, declaration, Next(8) == 0 ? Mutate(expression) : expression);
    }

    [GeneratedRegex(@"\b(i|d|l|f|u)\b(?!\.)")]
    private static partial Regex Name();

    [GeneratedRegex(@"\s*(\w[\w.]*|<<|>>>|>>|<=|>=|==|!=|&&|\|\||.)")]
    private static partial Regex Token();

    private string Expression(Kind kind, int depth)
    {
        if (Next(30) == 0)
        {
            kind = (Kind)Next(2);
        }

        if (depth <= 0 || Next(10) == 0)
        {
            return Atom(kind);
        }

        return Next(20) switch
        {
            0 => $"{Pick(["checked", "unchecked"])}({Expression(kind, depth - 1)})",
            1 or 2 => $"{Operand(Kind.Condition, depth)} ? {Expression(kind, depth - 1)} : {Expression(kind, depth - 1)}",
            3 => $"({Operand(Kind.Condition, depth)} ? {Expression(kind, depth - 1)} : {Expression(kind, depth - 1)})",
            4 or 5 => Call(depth),
            6 or 7 => $"({ElementTypes.Keyword(CSharpTypes.All[Next(CSharpTypes.All.Length)])}){Operand(kind, depth)}",
            8 or 9 => Prefix(kind, depth),
            _ => Infix(kind, depth),
        };
    }

    private string Prefix(Kind kind, int depth)
    {
        string operation = kind == Kind.Condition ? Pick(["!", "!", "!", "!", "!", "~", "-"]) : Pick(["-", "-", "-", "-", "+", "~", "~", "!"]);
        return operation + (Next(3) == 0 ? " " : "") + Operand(kind, depth);
    }

    private string Infix(Kind kind, int depth)
    {
        bool compares = kind == Kind.Condition && Next(2) == 0;
        Kind operands = kind == Kind.Condition && !compares ? Kind.Condition : Kind.Number;
        string operation = Pick(compares ? s_comparisons : kind == Kind.Condition ? s_logical : s_arithmetic);
        string space = Next(6) == 0 ? "" : " ";
        return Operand(operands, depth) + space + operation + space + Operand(operands, depth);
    }

    private string Call(int depth)
    {
        (string name, int count) = Next(5) == 0 ? (Pick(s_typeMembers), 1 + Next(3)) : s_functions[Next(s_functions.Length)];
        count = Next(25) == 0 ? Next(4) : count;
        return $"{name}({string.Join(", ", Enumerable.Range(0, count).Select(_ => Expression(Kind.Number, depth - 2)))})";
    }

    /// <summary>An operand, with or without the parentheses that its operator may need.</summary>
    private string Operand(Kind kind, int depth)
    {
        string text = Expression(kind, depth - 1 - Next(2));
        return Next(2) == 0 && text.Contains(' ') ? $"({text})" : text;
    }

    private string Atom(Kind kind)
    {
        if (Next(100) == 0)
        {
            return Pick(s_wrongAtoms);
        }

        if (kind == Kind.Condition)
        {
            return Pick(s_conditions);
        }

        return Next(10) switch
        {
            0 or 1 => Pick(s_integerLiterals),
            2 => Pick(s_floatLiterals),
            3 when Next(2) == 0 => Pick(s_namedConstants),
            _ => Pick(_numbers),
        };
    }

    private string Mutate(string text)
    {
        List<string> tokens = [.. Token().Matches(text).Select(match => match.Value)];
        int at = Next(tokens.Count);
        switch (Next(4))
        {
            case 0:
                tokens.RemoveAt(at);
                break;
            case 1:
                tokens.Insert(at, tokens[Next(tokens.Count)]);
                break;
            case 2:
                int other = Next(tokens.Count);
                (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                break;
            default:
                tokens.Insert(at, " " + Pick(s_insertions) + (Next(2) == 0 ? " " : ""));
                break;
        }

        return string.Concat(tokens);
    }

    private int Next(int bound) => _random.Next(bound);

    private string Pick(string[] texts) => texts[Next(texts.Length)];
}
