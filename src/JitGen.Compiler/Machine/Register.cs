using System;

namespace JitGen.Compiler.Machine;

/// <summary>The register files of a target.</summary>
internal enum RegisterClass : byte
{
    Integer,
    Floating,
}

/// <summary>
/// A physical register (numbers 0 to 31 the integer file, 32 to 63 the floating-point file) or, from 64, a virtual one, which
/// is written by exactly one instruction.
/// </summary>
internal readonly struct Register : IEquatable<Register>
{
    /// <summary>The number of the first virtual register, and of all physical ones of both files.</summary>
    public const int FirstVirtual = 64;

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
    public RegisterClass PhysicalClass => Number < FileSize ? RegisterClass.Integer : RegisterClass.Floating;

    public static Register FromNumber(int number) => new(number);

    public static Register Integer(int hardwareNumber) => new(hardwareNumber);

    public static Register Floating(int hardwareNumber) => new(FileSize + hardwareNumber);

    public static Register Virtual(int index) => new(FirstVirtual + index);

    public static bool operator ==(Register left, Register right) => left._plusOne == right._plusOne;

    public static bool operator !=(Register left, Register right) => left._plusOne != right._plusOne;

    public bool Equals(Register other) => _plusOne == other._plusOne;

    public override bool Equals(object? obj) => obj is Register other && Equals(other);

    public override int GetHashCode() => _plusOne;

    public override string ToString() =>
        IsNone ? "-" : IsVirtual ? "%" + VirtualIndex : (Number < FileSize ? "r" : "f") + HardwareNumber;
}

/// <summary>A set of physical registers of both files, one bit each.</summary>
internal readonly record struct RegisterSet(ulong Bits)
{
    public static RegisterSet Empty => default;

    public bool IsEmpty => Bits == 0;

    public static RegisterSet Of(params Register[] registers)
    {
        ulong bits = 0;
        foreach (Register register in registers)
        {
            bits |= 1UL << register.Number;
        }

        return new RegisterSet(bits);
    }

    public bool Contains(Register register) => (Bits >> register.Number & 1) != 0;

    public RegisterSet With(Register register) => new(Bits | 1UL << register.Number);

    public RegisterSet Without(Register register) => new(Bits & ~(1UL << register.Number));

    public static RegisterSet operator |(RegisterSet left, RegisterSet right) => new(left.Bits | right.Bits);

    public static RegisterSet operator &(RegisterSet left, RegisterSet right) => new(left.Bits & right.Bits);

    public static RegisterSet operator -(RegisterSet left, RegisterSet right) => new(left.Bits & ~right.Bits);
}
