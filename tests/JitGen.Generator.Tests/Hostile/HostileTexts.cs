using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace JitGen.Generator.Tests.Hostile;

/// <summary>Texts that nobody should write: good formulas mutated, random characters and tokens, huge texts of every shape.</summary>
internal static class HostileTexts
{
    /// <summary>The parameters that the texts can name.</summary>
    public const string Parameters = "int a, int b, long c, double x, float y, bool p, byte q, ulong u";

    private static readonly string[] s_good =
    [
        "a + b", "a / b % 7", "checked(a * b - (int)c)", "b != 0 ? a / b : 0", "x * x + y", "(byte)(a >> 3 & 0xFF)", "p && a < b || !p",
        "var t = a * 3; t * t - b", "float s = y * 0.5f; s + 1", "abs(a) + max(b, 2) * clamp(a, -1, 1)", "Math.Sqrt(x) + MathF.Abs(y)",
        "(u ^ u >> 33) * 0xFF51AFD7ED558CCDul", "unchecked((sbyte)a) << 2 >>> 1", "double.NaN == x ? int.MaxValue : 0b1010_1010",
        "a /* comment */ + // line\n b", "rotateLeft(u, a) + BitOperations.PopCount(u)", "1e308 * x - .5f / 0x1Fu",
        "x % 1.5 + sign(x) + copysign(x, y)",
        "Helper(a, b) + Helper(b, a)", "a = b; re = x; a[i - 1]",
    ];

    private static readonly string[] s_pieces =
    [
        "a", "b", "c", "x", "y", "p", "q", "u", "t", "0", "1", "7L", "0x", "1e", "1.5", "2f",
        "18446744073709551616", "'", "\"", "@", "#", "$", "\\", "`",
        "+", "-", "*", "/", "%", "<<", ">>", ">>>", "<", "<=", "==", "!=", "&", "&&", "|", "||", "^", "?", ":",
        "??", "=>", "++", "--", "+=", "=", ";", ",", ".",
        "(", ")", "[", "]", "{", "}", "(int)", "(double)", "checked(", "unchecked(", "sqrt(", "Math.",
        "var ", "int ", "bool", "true", "false", "null", "new ",
        "is", "as", "switch", "/*", "*/", "//", "\n", "\r\n", "\u2028", "\0", "\ud800", "\udc00",
        "\ud83d\ude00", "\ufeff", "\u0301", "é", "变", "_", "@class", "while",
        "int.MaxValue", "double.NaN", "PI", "Helper(", "Self(", " ", "\t",
    ];

    /// <summary>A random one; the same number gives the same text on every machine.</summary>
    public static string Random(int number)
    {
        var random = new Random(number);
        return random.Next(8) switch
        {
            0 => RandomCharacters(random),
            1 or 2 => RandomPieces(random),
            3 => Truncated(random),
            4 => Good(random) + Good(random),
            _ => Mutated(random),
        };
    }

    /// <summary>The huge ones, each with a name for messages.</summary>
    public static IEnumerable<(string Name, string Text)> Huge()
    {
        const int Depth = 100_000, Million = 1 << 20;
        string[] openings =
            ["(", "-", "!", "~", "(int)", "checked(", "abs(", "Helper(a, ", "a ? ", "a + (", "p ? a : ", "a[", "a.", "var t = "];
        foreach (string open in openings)
        {
            string text = Repeat(open, Depth);
            yield return ("unclosed " + open, text);
            yield return ("closed " + open, text + "a" + (open.Contains('(', StringComparison.Ordinal) ? Repeat(")", Depth) : ""));
        }

        string[] links =
            [" + a", " - b", " * x", " / a", " && p", " | a", " << a", " < a", "; a", ", a", ".a", " ? a : b", " = a", "++", "--", "/**/"];
        foreach (string link in links)
        {
            yield return ("chain of" + link, "a" + Repeat(link, Million / link.Length));
        }

        foreach (string digit in new[] { "1", "0", "1_", "_", "é", " ", "\n", "\ud800", "\"", ";", ")", "\0", "/*", "//", "0x", "1e" })
        {
            yield return ("a megabyte of " + digit, Repeat(digit, Million / digit.Length));
            yield return ("two of " + digit, Repeat(digit, 2 * Million / digit.Length));
        }

        yield return ("a decimal of a megabyte", "0." + Repeat("1234567890", 100_000) + "e-300 * x");
        yield return ("a large exponent", "1e" + Repeat("9", Million - 10));
        yield return ("a hexadecimal of a megabyte", "0x" + Repeat("0", Million - 10) + "1");
        yield return ("many locals", Locals(30_000, (i, previous) => $"{previous} * 3"));
        yield return ("few enough locals", Locals(6_000, (i, previous) => $"{previous} * b ^ {i}"));
        yield return ("one local many times", string.Concat(Enumerable.Repeat("var t = a; ", 50_000)) + "t");
        yield return ("an unknown name many times", "z" + Repeat(" + z", 200_000));
        yield return ("unknown names", string.Join(" + ", Enumerable.Range(0, 20_000).Select(i => "unknown" + i)));
        yield return ("a function of many arguments", "max(" + Repeat("a, ", 300_000) + "a)");
        yield return ("doubling", Locals(64, (i, previous) => $"{previous} + {previous}"));

        // As large as is allowed.
        yield return ("a long sum", string.Join(" + ", Enumerable.Range(0, 6_000).Select(i => $"a * {(2 * i) + 3}")));
        yield return ("a long product", string.Join(" * ", Enumerable.Range(0, 6_000).Select(i => $"(x + {i}.5)")));
        yield return ("many traps", "checked(" + string.Join(" + ", Enumerable.Range(0, 2_000).Select(i => $"a * {i + 2}")) + ")");
        yield return ("many divisions", string.Join(" + ", Enumerable.Range(0, 1_500).Select(i => $"a / (b + {i})")));
        yield return ("many constant divisions", string.Join(" + ", Enumerable.Range(0, 3_000).Select(i => $"a / {i + 3}")));
        yield return ("many floating remainders", string.Join(" + ", Enumerable.Range(0, 200).Select(i => $"x % (y + {i})")));
        yield return ("many values at once", WideExpression(600));
        yield return ("nested as deeply as is allowed", Repeat("(", 250) + "a" + Repeat(" + b)", 250));
        yield return ("choices nested as deeply as is allowed", Repeat("p ? a / b : (", 120) + "a" + Repeat(")", 120));
        yield return (
            "many guarded divisions", string.Join(" + ", Enumerable.Range(0, 800).Select(i => $"(b != {i} ? a / (b - {i}) : {i})")));
        yield return ("conditions", string.Join(" || ", Enumerable.Range(0, 3_000).Select(i => $"a == {i} && b / {i + 2} > {i}")));
    }

    /// <summary>Locals, each made from the one before.</summary>
    private static string Locals(int count, Func<int, string, string> next) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $"var t{i} = {next(i, i == 0 ? "a" : "t" + (i - 1))}; ")) + "t" + (count - 1);

    /// <summary>Values that are all alive until the second half uses them again.</summary>
    private static string WideExpression(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $"var t{i} = (a ^ {i}) * (b + {i}); "))
        + string.Join(" ^ ", Enumerable.Range(0, count).Select(i => "t" + i)) + " ^ "
        + string.Join(" ^ ", Enumerable.Range(0, count).Select(i => $"t{count - 1 - i} * t{i}"));

    private static string Good(Random random) => s_good[random.Next(s_good.Length)];

    private static string Truncated(Random random)
    {
        string text = Good(random);
        int start = random.Next(2) == 0 ? 0 : random.Next(text.Length);
        return text.Substring(start, random.Next(text.Length - start + 1));
    }

    private static string Mutated(Random random)
    {
        var text = new StringBuilder(Good(random));
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            int at = random.Next(text.Length + 1);
            switch (random.Next(4))
            {
                case 0:
                    text.Insert(at, s_pieces[random.Next(s_pieces.Length)]);
                    break;
                case 1:
                    text.Remove(at, Math.Min(random.Next(4), text.Length - at));
                    break;
                case 2 when at < text.Length:
                    text[at] = (char)random.Next(random.Next(3) == 0 ? 0x10000 : 0x80);
                    break;
                default:
                    text.Insert(at, text.ToString(at, Math.Min(random.Next(8), text.Length - at)));
                    break;
            }
        }

        return text.ToString();
    }

    private static string RandomPieces(Random random)
    {
        var text = new StringBuilder();
        for (int i = random.Next(1, 24); i > 0; i--)
        {
            text.Append(s_pieces[random.Next(s_pieces.Length)]).Append(random.Next(3) == 0 ? " " : "");
        }

        return text.ToString();
    }

    private static string RandomCharacters(Random random)
    {
        char[] text = new char[random.Next(40)];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (char)random.Next(random.Next(4) == 0 ? 0x10000 : 0x80);
        }

        return new string(text);
    }

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
