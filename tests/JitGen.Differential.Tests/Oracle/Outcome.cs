namespace JitGen.Differential.Tests.Oracle;

/// <summary>What a call gave: the bits of its result, or an exception.</summary>
/// <param name="Bits">The result, zero-extended from its C# type to 64 bits, every NaN as one; 0 for an exception.</param>
/// <param name="Exception">Type and message of the exception, or null.</param>
internal readonly record struct Outcome(ulong Bits, string? Exception = null)
{
    public override string ToString() => Exception ?? $"0x{Bits:X}";
}
