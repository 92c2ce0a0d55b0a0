namespace JitGen.Compiler.Functions;

/// <summary>What the bits of mathematical functions are bound to.</summary>
internal static class Numerics
{
    /// <summary>
    /// The version of the bits. Whoever changes a bit of any function's result changes the number, and the major version of the
    /// packages; <c>tests/Data/function-hashes.txt</c> has the hashes of each version's results.
    /// </summary>
    public const int Version = 1;
}
