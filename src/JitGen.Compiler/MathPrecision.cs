namespace JitGen.Compiler;

/// <summary>How accurate mathematical functions are; the bits are the same on every target either way.</summary>
internal enum MathPrecision : byte
{
    /// <summary>Of floats correctly rounded, of doubles within one unit of the last place.</summary>
    Strict,

    /// <summary>Of floats within two units of the last place.</summary>
    Fast,
}
