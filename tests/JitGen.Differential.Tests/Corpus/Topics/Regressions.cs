namespace JitGen.Differential.Tests.Corpus.Topics;

/// <summary>The smallest formulas of which some engine once made something else than C#.</summary>
internal static class Regressions
{
    public static void AddTo(Topic topic)
    {
        // The JIT of .NET 10 folds the minimum of a constant -0 and +0 to +0: the fallback has its own minimum and maximum.
        topic.Add("float (float x)", "min(-0f, x)");
        topic.Add("float (float x)", "min(x, -0f)");
        topic.Add("double (double x)", "min(-0.0, x)");
        topic.Add("float (float x)", "max(0f, x)");
        topic.Add("double (double x)", "max(x, 0.0)");

        // The JIT of .NET 10 makes the trailing zeros of a constant a 64-bit number: the fallback calls a method of its own.
        topic.Add("long (int x)", "var t = BitOperations.TrailingZeroCount(396670UL); x + t");
        topic.Add("long (int x)", "x + trailingZeroCount(2L)");

        // arm64, level None: the upper half of the product was lost in a spill slot, so that every such product bailed out.
        topic.Add("int (sbyte a, sbyte b)", "checked(a * b)");
        topic.Add("uint (uint a, uint b)", "checked(a * b)");
        topic.Add("int (int a, int b)", "checked(a * b) + checked(b * a)");
    }
}
