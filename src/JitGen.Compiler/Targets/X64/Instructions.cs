using System.Collections.Generic;

namespace JitGen.Compiler.Targets.X64;

/// <summary>The whole instruction table.</summary>
internal static class Instructions
{
    public static IReadOnlyList<X64Instruction> All { get; } =
    [
        .. IntegerInstructions.All, .. FloatingInstructions.All, .. ControlInstructions.All,
        .. VectorMoveInstructions.All, .. VectorFloatInstructions.All, .. VectorConversionInstructions.All, .. VectorIntegerInstructions.All,
        .. VectorShuffleInstructions.All, .. VectorCompareInstructions.All, .. MaskInstructions.All,
    ];
}
