namespace JitGen;

/// <summary>How accurate the mathematical functions of a formula are. The bits are the same on every processor either way.</summary>
public enum MathPrecision
{
    /// <summary>
    /// Functions of <c>float</c> give the float nearest to the exact result, those of two numbers within 0.501 units of the last
    /// place; functions of <c>double</c> are within one unit of the last place.
    /// </summary>
    Strict,

    /// <summary>
    /// Functions of <c>float</c> are within two units of the last place, and faster; those for which there is no faster way, and those of
    /// <c>double</c>, are as with Strict.
    /// </summary>
    Fast,
}
