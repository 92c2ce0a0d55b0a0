namespace JitGen.Compiler.Machine;

/// <summary>What an operand is.</summary>
internal enum OperandKind : byte
{
    None,
    Register,
    Immediate,

    /// <summary>[base + index * 2^scale + displacement].</summary>
    Memory,

    /// <summary>A constant behind the code; the value is its index in the <see cref="ConstantPool"/>.</summary>
    Constant,

    /// <summary>A spill slot of the frame; the value is its number.</summary>
    SpillSlot,

    /// <summary>An argument that the caller left on the stack; the value is its offset in bytes from the stack pointer on entry.</summary>
    IncomingArgument,

    /// <summary>A place in the code; the value is its number.</summary>
    Label,
}

/// <summary>An operand of a <see cref="MachineInstruction"/>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Base">The register, or the base of an address.</param>
/// <param name="Index">The index of an address.</param>
/// <param name="ScaleLog2">By how many bits the index is shifted.</param>
/// <param name="Value">The immediate, the displacement of an address, a number; as <paramref name="Kind"/> says.</param>
/// <param name="IsBroadcast">Whether one element in memory stands for all lanes of a vector.</param>
internal readonly record struct Operand(
    OperandKind Kind, Register Base, Register Index, byte ScaleLog2, long Value, bool IsBroadcast = false)
{
    public static Operand None => default;

    public bool IsRegister => Kind == OperandKind.Register;

    /// <summary>Whether the operand is read or written in memory.</summary>
    public bool IsMemory => Kind is OperandKind.Memory or OperandKind.Constant or OperandKind.SpillSlot or OperandKind.IncomingArgument;

    /// <summary>The register of a <see cref="OperandKind.Register"/> operand.</summary>
    public Register Register => Base;

    public static implicit operator Operand(Register register) => new(OperandKind.Register, register, default, 0, 0);

    public static Operand Immediate(long value) => new(OperandKind.Immediate, default, default, 0, value);

    public static Operand Memory(Register @base, long displacement = 0) => new(OperandKind.Memory, @base, default, 0, displacement);

    /// <summary>[base + index * 2^scaleLog2 + displacement]; <paramref name="base"/> may be none.</summary>
    public static Operand Memory(Register @base, Register index, int scaleLog2, long displacement = 0) =>
        new(OperandKind.Memory, @base, index, (byte)scaleLog2, displacement);

    public static Operand Constant(int poolIndex) => new(OperandKind.Constant, default, default, 0, poolIndex);

    public static Operand SpillSlot(int number) => new(OperandKind.SpillSlot, default, default, 0, number);

    public static Operand Label(int number) => new(OperandKind.Label, default, default, 0, number);

    public static Operand IncomingArgument(int offset) => new(OperandKind.IncomingArgument, default, default, 0, offset);
}
