namespace JitGen.Compiler.Functions;

/// <summary>What the bits of a function of the opposite of a number are, beside those of the number; of NaN it is NaN.</summary>
internal enum Symmetry
{
    /// <summary>Others.</summary>
    None,

    /// <summary>The same.</summary>
    Even,

    /// <summary>The same but for the sign.</summary>
    Odd,
}
