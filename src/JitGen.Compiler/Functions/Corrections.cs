namespace JitGen.Compiler.Functions;

/// <summary>
/// Replaces single results. A result of 2^-50 is, rounded to a float, wrong where the exact one is nearer to the middle of two floats
/// than that: of few arguments, which a search through all floats finds.
/// </summary>
internal static class Corrections
{
    /// <summary>The result of x, but for the arguments that have another one.</summary>
    public static Real Correct(this Real result, Real x, params (float Argument, float Result)[] corrections)
    {
        foreach ((float argument, float right) in corrections)
        {
            result = x.Is(argument).Choose(right, result);
        }

        return result;
    }
}
