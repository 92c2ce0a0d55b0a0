using System;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>Sets of lane types, as the rows of <see cref="LaneLegality"/> name them.</summary>
[Flags]
internal enum LaneTypes : ushort
{
    None = 0,
    I8 = 1 << 0,
    I16 = 1 << 1,
    I32 = 1 << 2,
    I64 = 1 << 3,
    F32 = 1 << 4,
    F64 = 1 << 5,

    /// <summary>A condition in a mask register.</summary>
    Bool = 1 << 6,

    /// <summary>A condition in a vector register, of any width.</summary>
    M8ToM64 = 1 << 7,

    /// <summary>The type of the other end: the result's for an operand, the first operand's for a result.</summary>
    Same = 1 << 8,

    /// <summary>The target's condition for lanes of the other end's width: Bool, or the mask of that width.</summary>
    Mask = 1 << 9,

    Integers = I8 | I16 | I32 | I64,
    Floats = F32 | F64,
    Numbers = Integers | Floats,
}
