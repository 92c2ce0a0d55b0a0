using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Corpus.Topics;

/// <summary>Every cast, unchecked and checked; chains of casts; implicit conversions of results and locals.</summary>
internal static class Conversions
{
    public static void AddTo(Topic topic)
    {
        foreach (ElementType from in CSharpTypes.Numeric)
        {
            foreach (ElementType to in CSharpTypes.Numeric)
            {
                string keyword = ElementTypes.Keyword(to);
                topic.Unary(to, from, $"({keyword})x");
                topic.Unary(to, from, $"checked(({keyword})x)");
                topic.Unary(CSharpTypes.Promote(to), from, $"({keyword})x + ({keyword})1");
                if (CSharpTypes.Negate(from) is not null)
                {
                    topic.Unary(to, from, $"({keyword})-x");
                }

                if (IsImplicit(from, to))
                {
                    topic.Unary(to, from, "x");
                    topic.Unary(to, from, $"{keyword} t = x; t");
                    topic.Add($"{keyword} (bool c, {ElementTypes.Keyword(from)} x, {keyword} y)", "c ? x : y");
                }
            }

            AddChains(topic, from);
        }
    }

    private static void AddChains(Topic topic, ElementType from)
    {
        string[] chains =
        [
            "(int)(sbyte)x", "(int)(byte)x", "(uint)(short)x", "(long)(int)x", "(long)(uint)x", "(ulong)(int)x", "(short)(byte)x", "(sbyte)(ushort)x",
            "(byte)(sbyte)x", "(ushort)(sbyte)x", "(ulong)(sbyte)x", "(double)(float)x", "(long)(float)x", "(float)(long)x", "(float)(ulong)x",
            "(float)(uint)x", "(double)(ulong)x", "(uint)(float)x", "(ulong)(double)x", "(byte)(float)x", "(int)(double)(float)x",
        ];
        foreach (string chain in chains)
        {
            topic.Unary(CSharpTypes.Parse(chain[1..chain.IndexOf(')')]), from, chain);
        }
    }

    private static bool IsImplicit(ElementType from, ElementType to) =>
        from != to
        && (ElementTypes.IsFloating(to)
            ? from < to
            : ElementTypes.IsInteger(from)
                && ElementTypes.Bits(from) < ElementTypes.Bits(to)
                && (ElementTypes.IsSigned(to) || !ElementTypes.IsSigned(from)));
}
