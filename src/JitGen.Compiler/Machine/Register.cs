using System;

namespace JitGen.Compiler.Machine;

/// <summary>The register files of a target.</summary>
internal enum RegisterClass : byte
{
    Integer,

    /// <summary>Floating-point numbers and vectors.</summary>
    Floating,

    /// <summary>A bit per lane of a vector: k0 to k7 of AVX-512.</summary>
    Mask,
}

/// <summary>
/// A physical register (numbers 0 to 31 the integer file, 32 to 63 the floating-point file, 64 to 71 the mask file) or, from 72,
/// a virtual one, which is written by exactly one instruction.
/// </summary>
internal readonly struct Register : IEquatable<Register>
{
    /// <summary>The number of the first virtual register, and of all physical ones of all files.</summary>
    public const int FirstVirtual = 72;

    private const int FileSize = 32;

    /// <summary>The number plus one, so that <c>default</c> is no register.</summary>
    private readonly int _plusOne;

    private Register(int number) => _plusOne = number + 1;

    public static Register None => default;

    public int Number => _plusOne - 1;

    public bool IsNone => _plusOne == 0;

    public bool IsVirtual => Number >= FirstVirtual;

    public bool IsPhysical => (uint)Number < FirstVirtual;

    /// <summary>The index of a virtual register, from 0.</summary>
    public int VirtualIndex => Number - FirstVirtual;

    /// <summary>The hardware number of a physical register in its file, 0 to 31.</summary>
    public int HardwareNumber => Number & (FileSize - 1);

    /// <summary>The file of a physical register.</summary>
    public RegisterClass PhysicalClass => (RegisterClass)(Number / FileSize);

    public static Register FromNumber(int number) => new(number);

    public static Register Integer(int hardwareNumber) => new(hardwareNumber);

    public static Register Floating(int hardwareNumber) => new(FileSize + hardwareNumber);

    public static Register Mask(int hardwareNumber) => new(2 * FileSize + hardwareNumber);

    public static Register Virtual(int index) => new(FirstVirtual + index);

    public static bool operator ==(Register left, Register right) => left._plusOne == right._plusOne;

    public static bool operator !=(Register left, Register right) => left._plusOne != right._plusOne;

    public bool Equals(Register other) => _plusOne == other._plusOne;

    public override bool Equals(object? obj) => obj is Register other && Equals(other);

    public override int GetHashCode() => _plusOne;

    public override string ToString() =>
        IsNone ? "-" : IsVirtual ? "%" + VirtualIndex : "rfk"[(int)PhysicalClass].ToString() + HardwareNumber;
}

/// <summary>A set of physical registers.</summary>
/// <param name="Bits">A bit for each register of the integer and the floating-point file, by its number.</param>
/// <param name="Masks">A bit for each mask register, by its hardware number.</param>
internal readonly record struct RegisterSet(ulong Bits, byte Masks)
{
    private const int FirstMask = 64;

    public static RegisterSet Empty => default;

    public bool IsEmpty => Bits == 0 && Masks == 0;

    public static RegisterSet Of(params Register[] registers)
    {
        RegisterSet set = default;
        foreach (Register register in registers)
        {
            set |= Of(register);
        }

        return set;
    }

    public bool Contains(Register register) => !(this & Of(register)).IsEmpty;

    public RegisterSet With(Register register) => this | Of(register);

    public RegisterSet Without(Register register) => this - Of(register);

    public static RegisterSet operator |(RegisterSet left, RegisterSet right) =>
        new(left.Bits | right.Bits, (byte)(left.Masks | right.Masks));

    public static RegisterSet operator &(RegisterSet left, RegisterSet right) =>
        new(left.Bits & right.Bits, (byte)(left.Masks & right.Masks));

    public static RegisterSet operator -(RegisterSet left, RegisterSet right) =>
        new(left.Bits & ~right.Bits, (byte)(left.Masks & ~right.Masks));

    private static RegisterSet Of(Register register) =>
        register.Number < FirstMask ? new(1UL << register.Number, 0) : new(0, (byte)(1 << (register.Number - FirstMask)));
}
