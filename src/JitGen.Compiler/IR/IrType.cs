namespace JitGen.Compiler.IR;

/// <summary>
/// The type of a <see cref="Value"/>: a bit pattern without a sign, as in a register. Signedness belongs to the
/// <see cref="Opcode"/>. The small integers of C# are promoted to int before any arithmetic, so they need no type here:
/// a small parameter arrives widened to <see cref="I32"/>, a cast to a small type is an in-register extension.
/// </summary>
internal enum IrType : byte
{
    /// <summary>A condition: 0 or 1.</summary>
    Bool,
    I32,
    I64,
    F32,
    F64,

    // Lanes of vector code, after lane lowering only.
    I8,
    I16,

    /// <summary>A condition as a lane of 8 bits in a vector register, all ones or all zeros; its bits here are 0 or 1.</summary>
    M8,
    M16,
    M32,
    M64,
}

/// <summary>The types of the formula language, which are C#'s.</summary>
internal enum ElementType : byte
{
    Void,
    Bool,
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Single,
    Double,
}
