namespace JitGen.Compiler.Emission;

/// <summary>The compiled code of one method: position-independent, constants behind the instructions.</summary>
/// <param name="Bytes">Instructions, then constants.</param>
/// <param name="InstructionBytes">How many of the bytes are instructions.</param>
/// <param name="UnwindInfo">Windows UNWIND_INFO of the whole method; empty if it needs none.</param>
internal sealed record MethodCode(byte[] Bytes, int InstructionBytes, byte[] UnwindInfo)
{
    /// <summary>No native code: the managed fallback runs.</summary>
    public static MethodCode Nothing { get; } = new([], 0, []);
}

/// <summary>A line of a listing.</summary>
/// <param name="Offset">Offset of the first byte in the method's code.</param>
/// <param name="Length">Number of bytes.</param>
/// <param name="Text">The instruction as an assembler writes it, or the description of a constant.</param>
internal readonly record struct ListingLine(int Offset, int Length, string Text);
