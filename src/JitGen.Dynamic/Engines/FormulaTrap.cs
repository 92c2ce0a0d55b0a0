using System;
using System.Diagnostics.CodeAnalysis;
using JitGen.Compiler.IR;

namespace JitGen.Dynamic.Engines;

/// <summary>Throws what C# would.</summary>
internal static class FormulaTrap
{
    /// <summary>Throws the exception of a trap.</summary>
    /// <param name="trap">The trap.</param>
    /// <param name="first">The bits of its first detail.</param>
    /// <param name="second">The bits of its second one.</param>
    [DoesNotReturn]
    public static void Throw(in Trap trap, ulong first, ulong second)
    {
        switch (trap.Kind)
        {
            case TrapKind.DivideByZero: CompilerServices.Throw.DivideByZero(); break;
            case TrapKind.Overflow: CompilerServices.Throw.Overflow(); break;
            case TrapKind.AbsOverflow: CompilerServices.Throw.AbsOverflow(); break;
            case TrapKind.SignOfNaN: CompilerServices.Throw.SignOfNaN(); break;
            case TrapKind.EmptyReduction: CompilerServices.Throw.EmptyReduction(); break;
            default: ThrowClampRange(trap.DetailType, first, second); break;
        }

        throw new InvalidOperationException();
    }

    private static void ThrowClampRange(ElementType type, ulong min, ulong max)
    {
        switch (type)
        {
            case ElementType.SByte: CompilerServices.Throw.ClampRange((sbyte)min, (sbyte)max); break;
            case ElementType.Byte: CompilerServices.Throw.ClampRange((byte)min, (byte)max); break;
            case ElementType.Int16: CompilerServices.Throw.ClampRange((short)min, (short)max); break;
            case ElementType.UInt16: CompilerServices.Throw.ClampRange((ushort)min, (ushort)max); break;
            case ElementType.Int32: CompilerServices.Throw.ClampRange((int)min, (int)max); break;
            case ElementType.UInt32: CompilerServices.Throw.ClampRange((uint)min, (uint)max); break;
            case ElementType.Int64: CompilerServices.Throw.ClampRange((long)min, (long)max); break;
            case ElementType.UInt64: CompilerServices.Throw.ClampRange(min, max); break;
            case ElementType.Single:
                CompilerServices.Throw.ClampRange(BitConverter.UInt32BitsToSingle((uint)min), BitConverter.UInt32BitsToSingle((uint)max));
                break;
            default:
                CompilerServices.Throw.ClampRange(BitConverter.UInt64BitsToDouble(min), BitConverter.UInt64BitsToDouble(max));
                break;
        }
    }
}
