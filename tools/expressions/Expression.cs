using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace JitGen.Expressions;

/// <summary>
/// An expression as calculators and benchmarks of expression parsers write it: <c>^</c> is a power, binds more tightly than a sign
/// before it and to the right; <c>e</c> and <c>pi</c> are constants; a comparison is 1 or 0.
/// </summary>
/// <param name="Text">A number, a name, an operator or the name of a function.</param>
/// <param name="Operands">None of a number or a name.</param>
internal sealed record Expression(string Text, params Expression[] Operands)
{
    private const int OfComparisons = 2, OfSums = 3, OfProducts = 4, OfSigns = 5, OfPowers = 6;

    /// <summary>The operators between two operands: how tightly they bind, and what they mean; a power is a call.</summary>
    private static readonly Dictionary<string, (int Precedence, Func<double, double, double>? Apply)> s_operators = new()
    {
        ["=="] = (OfComparisons - 1, (a, b) => a == b ? 1 : 0),
        ["!="] = (OfComparisons - 1, (a, b) => a != b ? 1 : 0),
        ["<"] = (OfComparisons, (a, b) => a < b ? 1 : 0),
        ["<="] = (OfComparisons, (a, b) => a <= b ? 1 : 0),
        [">"] = (OfComparisons, (a, b) => a > b ? 1 : 0),
        [">="] = (OfComparisons, (a, b) => a >= b ? 1 : 0),
        ["+"] = (OfSums, (a, b) => a + b),
        ["-"] = (OfSums, (a, b) => a - b),
        ["*"] = (OfProducts, (a, b) => a * b),
        ["/"] = (OfProducts, (a, b) => a / b),
        ["^"] = (OfPowers, null),
    };

    /// <summary>The constants: their names in formulas, and their values.</summary>
    private static readonly Dictionary<string, (string Name, double Value)> s_constants = new() { ["e"] = ("E", Math.E), ["pi"] = ("PI", Math.PI) };

    private bool IsSign => Operands.Length == 1 && Text is "-" or "+";

    /// <summary>Reads an expression.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static Expression Parse(string text)
    {
        var reader = new Reader(text);
        Expression result = reader.ReadBinary(1);
        return reader.Current.Length == 0 ? result : throw reader.Unexpected();
    }

    /// <summary>The expression as a formula: powers are calls, comparisons choices between 1 and 0.</summary>
    public string ToFormula() => Write(0);

    /// <summary>The value, operation by operation in the order of the text.</summary>
    /// <param name="variables">The values of names; <c>e</c> and <c>pi</c> are known.</param>
    /// <param name="call">The function of a name: <c>^</c> of two operands, all others of one.</param>
    /// <param name="seen">Gets the value of every part.</param>
    public double Evaluate(IReadOnlyDictionary<string, double> variables, Func<string, double[], double> call, Action<double> seen)
    {
        double[] operands = [.. Operands.Select(operand => operand.Evaluate(variables, call, seen))];
        double value =
            operands.Length == 0 ? ValueOf(variables)
            : IsSign ? (Text == "-" ? -operands[0] : operands[0])
            : s_operators.TryGetValue(Text, out var row) && row.Apply is { } apply ? apply(operands[0], operands[1])
            : call(Text, operands);
        seen(value);
        return value;
    }

    private double ValueOf(IReadOnlyDictionary<string, double> variables) =>
        s_constants.TryGetValue(Text, out var constant) ? constant.Value
        : char.IsAsciiLetter(Text[0]) ? variables[Text]
        : double.Parse(Text, CultureInfo.InvariantCulture);

    /// <param name="outer">How tightly binds what stands around it; 0 for nothing.</param>
    private string Write(int outer)
    {
        if (Operands.Length == 0)
        {
            return s_constants.TryGetValue(Text, out var constant) ? constant.Name : Text;
        }

        // A sign in parentheses wherever it does not come first: two minus signs side by side are another operator in C#.
        if (IsSign)
        {
            return Enclose(Text + Operands[0].Write(OfSigns + 1), outer > 0);
        }

        if (!s_operators.TryGetValue(Text, out var row) || row.Apply is null)
        {
            return $"{(Text == "^" ? "pow" : Text)}({string.Join(", ", Operands.Select(operand => operand.Write(0)))})";
        }

        string inner = $"{Operands[0].Write(row.Precedence)} {Text} {Operands[1].Write(row.Precedence + 1)}";
        return row.Precedence <= OfComparisons ? Enclose($"{inner} ? 1.0 : 0.0", outer > 0) : Enclose(inner, outer > row.Precedence);
    }

    private static string Enclose(string text, bool isEnclosed) => isEnclosed ? $"({text})" : text;

    /// <summary>Reads tokens from left to right.</summary>
    private sealed class Reader(string text)
    {
        private int _start = SkipSpace(text, 0);
        private int _end = EndOf(text, SkipSpace(text, 0));

        /// <summary>The token at this place; empty at the end.</summary>
        public string Current => text[_start.._end];

        public FormatException Unexpected() => new($"'{text}' makes no sense at character {_start + 1}");

        public Expression ReadBinary(int least)
        {
            Expression left = ReadSigned();
            while (s_operators.TryGetValue(Current, out var row) && row.Precedence >= least && row.Apply is not null)
            {
                string @operator = Take();
                left = new Expression(@operator, left, ReadBinary(row.Precedence + 1));
            }

            return left;
        }

        private Expression ReadSigned() => Current is "-" or "+" ? new Expression(Take(), ReadSigned()) : ReadPower();

        private Expression ReadPower()
        {
            Expression @base = ReadPrimary();
            return Current == "^" ? new Expression(Take(), @base, ReadSigned()) : @base;
        }

        private Expression ReadPrimary()
        {
            if (Current == "(")
            {
                Take();
                Expression inner = ReadBinary(1);
                Expect(")");
                return inner;
            }

            if (Current.Length == 0 || !(char.IsAsciiLetterOrDigit(Current[0]) || Current[0] == '.'))
            {
                throw Unexpected();
            }

            string word = Take();
            if (Current != "(" || !char.IsAsciiLetter(word[0]))
            {
                return new Expression(word);
            }

            Take();
            Expression argument = ReadBinary(1);
            Expect(")");
            return new Expression(word, argument);
        }

        private void Expect(string token)
        {
            if (Current != token)
            {
                throw Unexpected();
            }

            Take();
        }

        private string Take()
        {
            string token = Current;
            _start = SkipSpace(text, _end);
            _end = EndOf(text, _start);
            return token;
        }

        private static int SkipSpace(string text, int position)
        {
            while (position < text.Length && char.IsWhiteSpace(text[position]))
            {
                position++;
            }

            return position;
        }

        private static int EndOf(string text, int start)
        {
            if (start == text.Length)
            {
                return start;
            }

            int end = start + 1;
            if (char.IsAsciiLetterOrDigit(text[start]) || text[start] == '.')
            {
                while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '.'))
                {
                    end++;
                }
            }
            else if (text[start] is '<' or '>' or '=' or '!' && end < text.Length && text[end] == '=')
            {
                end++;
            }

            return end;
        }
    }
}
