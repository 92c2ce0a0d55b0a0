using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Corpus.Topics;

/// <summary>Every operator on every pair of types that C# allows, unchecked and checked.</summary>
internal static class Operators
{
    private static readonly string[] s_arithmetic = ["+", "-", "*", "/", "%"];
    private static readonly string[] s_bitwise = ["&", "|", "^"];
    private static readonly string[] s_shifts = ["<<", ">>", ">>>"];
    private static readonly string[] s_comparisons = ["<", "<=", ">", ">=", "==", "!="];

    public static void AddTo(Topic topic)
    {
        foreach (ElementType a in CSharpTypes.Numeric)
        {
            AddUnary(topic, a);
            foreach (ElementType b in CSharpTypes.Numeric)
            {
                if (CSharpTypes.Promote(a, b) is { } type)
                {
                    AddBinary(topic, type, a, b);
                }

                if (ElementTypes.IsInteger(a) && (b == ElementType.Int32 || (CSharpTypes.IsSmall(b) && !CSharpTypes.IsSmall(a))))
                {
                    foreach (string shift in s_shifts)
                    {
                        topic.Binary(CSharpTypes.Promote(a), a, b, $"a {shift} b");
                    }
                }
            }
        }

        AddConditions(topic);
    }

    private static void AddUnary(Topic topic, ElementType type)
    {
        ElementType promoted = CSharpTypes.Promote(type);
        topic.Unary(type, type, "x");
        topic.Unary(promoted, type, "+x");
        if (CSharpTypes.Negate(type) is { } negated)
        {
            topic.Unary(negated, type, "-x");
            topic.Unary(negated, type, "checked(-x)");
            topic.Unary(negated, type, "- -x");
        }

        if (ElementTypes.IsInteger(type))
        {
            topic.Unary(promoted, type, "~x");
            topic.Unary(promoted, type, "~~x");
        }
    }

    private static void AddBinary(Topic topic, ElementType type, ElementType a, ElementType b)
    {
        foreach (string operation in s_arithmetic)
        {
            topic.Binary(type, a, b, $"a {operation} b");
        }

        foreach (string operation in s_comparisons)
        {
            topic.Binary(ElementType.Bool, a, b, $"a {operation} b");
        }

        if (ElementTypes.IsInteger(type))
        {
            foreach (string operation in s_arithmetic)
            {
                topic.Binary(type, a, b, $"checked(a {operation} b)");
            }

            foreach (string operation in s_bitwise)
            {
                topic.Binary(type, a, b, $"a {operation} b");
            }
        }
    }

    private static void AddConditions(Topic topic)
    {
        foreach (string operation in new[] { "&", "|", "^", "&&", "||", "==", "!=" })
        {
            topic.Binary(ElementType.Bool, ElementType.Bool, ElementType.Bool, $"a {operation} b");
            topic.Binary(ElementType.Bool, ElementType.Bool, ElementType.Bool, $"!a {operation} b");
            topic.Binary(ElementType.Bool, ElementType.Bool, ElementType.Bool, $"!(a {operation} !b)");
            topic.Binary(ElementType.Int32, ElementType.Bool, ElementType.Bool, $"(a {operation} b) ? 5 : -7");
        }

        foreach (ElementType type in CSharpTypes.All)
        {
            string keyword = ElementTypes.Keyword(type);
            topic.Add($"{keyword} (bool c, {keyword} a, {keyword} b)", "c ? a : b");
            topic.Add($"{keyword} (bool c, bool d, {keyword} a, {keyword} b)", "c ? d ? a : b : d ? b : a");
        }
    }
}
